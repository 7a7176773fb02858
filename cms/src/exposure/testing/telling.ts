import type { ExposureKind } from '../exposure.ts';

interface Telling {
  text: string;
  /** What it tells, in order. */
  tells: [ExposureKind, string][];
}

/** A text in which what tells stands between `⟦` and `⟧`, after its kind. */
function telling(marked: string): Telling {
  const tells = [...marked.matchAll(/⟦(\w+)~([^⟧]*)⟧/g)].map(([, kind, what]): [ExposureKind, string] => [
    kind as ExposureKind,
    what ?? '',
  ]);
  return { text: marked.replace(/⟦\w+~([^⟧]*)⟧/g, '$1'), tells };
}

const KEY = `-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEAxqvYyQm1Y2FsbGUgY2xlIGVzdCBmYXVzc2U
-----END RSA PRIVATE KEY-----`;

export const TELLING: readonly Telling[] = [
  // Addresses
  'Notre contrôleur de domaine est en ⟦ip~192.168.1.10⟧ et ne répond plus.',
  'Le pare-feu laisse passer tout ⟦ip~10.20.0.0/16⟧ vers Internet, est-ce conforme ?',
  'On se connecte au NAS par ⟦ip~172.16.4.25:5001⟧.',
  "L'adresse publique de la mairie est ⟦ip~82.64.12.130⟧.",
  'Nos postes sont en ⟦ip~192.168.10.0/24⟧, nos imprimantes en ⟦ip~192.168.20.0/24⟧.',
  "L'imprimante est en ⟦ip~192.168.001.045⟧ sur l'étiquette.",
  'Plage DHCP : ⟦ip~192.168.1.100-200⟧.',
  'De ⟦ip~10.1.0.1⟧ à ⟦ip~10.1.0.50⟧ : les serveurs.',
  'Le serveur répond en IPv6 : ⟦ip~2a01:cb08:8e2:7a00::15⟧.',
  'Interface ⟦ip~fe80::1ff:fe23:4567:890a%eth0⟧ vue dans le journal.',
  'Ouvrir ⟦ip~[2a01:e0a:1:2::3]:8443⟧ depuis le siège.',
  'Préfixe ⟦ip~fd12:3456:789a::/48⟧ sur tous les sites.',
  'Adresse mappée ⟦ip~::ffff:192.168.1.20⟧ dans les traces.',
  'La console est sur ⟦ip~http://10.0.0.254/login⟧ sans HTTPS.',
  '| Serveur | Adresse |\n|---|---|\n| AD | ⟦ip~10.0.5.2⟧ |',
  'La version du pare-feu ⟦ip~10.3.0.1⟧ est ancienne.',
  'Our VPN gateway at ⟦ip~51.15.20.30⟧ was scanned.',
  'Résultat : https://www.shodan.io/host/⟦ip~82.64.12.130⟧',
  // Machines
  'Le contrôleur ⟦host~srv-ad01.mairie.local⟧ est chiffré.',
  'Tout passe par ⟦host~glpi.ville.lan⟧ depuis 2019.',
  'Le serveur ⟦host~fichiers.intra⟧ est en Windows Server 2012.',
  'Résoudre ⟦host~imprimante.home.arpa⟧ échoue.',
  'Voir le partage ⟦host~\\\\serveur\\partage⟧ du service RH.',
  'Le dossier ⟦host~\\\\SRV-FIC01\\Compta$\\Budget 2026\\plan.xlsx⟧ est ouvert à tous.',
  'Dans le JSON : "⟦host~\\\\\\\\nas\\\\sauvegardes⟧".',
  'La machine ⟦host~SRV-DC01⟧ ne démarre plus.',
  'Le poste ⟦host~pc-compta-03⟧ a reçu le courriel.',
  'Nous avons ⟦host~SRVAD02⟧ et ⟦host~ESX01⟧ dans la même salle.',
  'Le commutateur ⟦host~SW-ETAGE2⟧ est en panne.',
  'Le portable ⟦host~DESKTOP-7H3KQ2L⟧ a été volé.',
  'Sauvegarde de ⟦host~NAS-01⟧ vers ⟦host~srv-backup⟧.',
  'Le ⟦host~serveur-01⟧ héberge la paie.',
  'Le compte ⟦host~MAIRIE\\jdupont⟧ est administrateur du domaine.',
  'Connexion de ⟦host~CHU-NORD\\svc_sauvegarde⟧ à 3 h du matin.',
  'Le compte ⟦host~VILLE\\Administrateur⟧ sert à tous.',
  'Carte réseau ⟦host~00:1A:2B:3C:4D:5E⟧ inconnue.',
  'Le commutateur a vu ⟦host~001a.2b3c.4d5e⟧ deux fois.',
  'Notre site ⟦host~www.mairie-plage.fr⟧ est hors service.',
  'Notre extranet ⟦host~https://extranet.ch-valleemontagne.fr/agents⟧ date de 2015.',
  'Le portail ⟦host~http://intranet/⟧ demande un mot de passe.',
  '[Notre portail](⟦host~https://portail.mairie-plage.fr/accueil⟧) ne répond plus.',
  'Depuis ⟦host~mairie-plage.fr⟧.Merci de votre aide.',
  'Nos adresses finissent en @⟦host~mairie-plage.fr⟧ sans DMARC.',
  'Le DMARC de ⟦host~_dmarc.mairie-plage.fr⟧ est à none.',
  'Le domaine ⟦host~mairie-évry-le-vieux.fr⟧ a été copié.',
  'Le fichier est sur ⟦host~https://mairie.sharepoint.com/sites/rh⟧.',
  'Our host ⟦host~mail.acme-hydraulics.co.uk⟧ is listed.',
  'ssh admin@⟦host~srv-web01⟧ échoue.',
  'Monter le lecteur : net use Z: ⟦host~\\\\10.0.0.5\\paie⟧ /user:⟦host~MAIRIE\\paie⟧ ⟦secret~Paie2020⟧',
  'Le poste ⟦host~PC-COMPTA-2024-01⟧ est neuf, _⟦host~srv-ad02⟧_ est vieux.',
  'Chaîne : Server=⟦host~srv-sql01⟧;Database=paie;User Id=sa;Password=⟦secret~Sql2019!⟧;',
  // E-mail addresses
  'Écrire à ⟦email~jean.dupont@mairie-plage.fr⟧ pour le registre.',
  "Contacter l'⟦email~accueil@ch-valleemontagne.fr⟧ ou la DSI.",
  '[Écrire](mailto:⟦email~dsi@mairie-plage.fr⟧)',
  'Le compte ⟦email~jdupont@mairie.local⟧ est verrouillé.',
  'Phishing reçu de <⟦email~direction+paie@gmail.com⟧>.',
  "Réponse de l'agent : ⟦email~prenom.nom@interieur.gouv.fr⟧.",
  // Phone numbers
  'Mon numéro : ⟦phone~06 12 34 56 78⟧.',
  'Appelez le ⟦phone~0612345678⟧ avant midi.',
  'Standard : ⟦phone~01.42.76.40.40⟧ ou ⟦phone~01-42-76-40-41⟧.',
  'Astreinte : ⟦phone~+33 (0)6 12 34 56 78⟧.',
  'Joignable au ⟦phone~+33612345678⟧ la nuit.',
  'Depuis la Belgique : ⟦phone~+32 2 555 12 12⟧.',
  'Depuis le Luxembourg : ⟦phone~00352 621 123 456⟧.',
  'À La Réunion : ⟦phone~0692 12 34 56⟧.',
  'Deux numéros : ⟦phone~06 12 34 56 78⟧ ⟦phone~07 98 76 54 32⟧.',
  'Call me at ⟦phone~+1 (415) 555-2671⟧.',
  'Depuis Monaco : ⟦phone~(+377) 93 15 22 22⟧, en gras **⟦phone~06 12 34 56 78⟧**.',
  // Secrets
  'mdp ⟦secret~Toto1234⟧ pour tout le monde',
  "Le mdp c'est ⟦secret~Toto1234!⟧",
  'curl -u admin:⟦secret~Secret123⟧ ⟦host~https://glpi.mairie-plage.fr/api⟧',
  'Code du portail : ⟦secret~1945A⟧',
  'AWS : ⟦secret~AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzKEY⟧',
  'Le mot de passe : ⟦secret~Mairie2024!⟧ marche partout.',
  'mdp = ⟦secret~soleil⟧',
  'password=⟦secret~hunter2⟧',
  'Le mot de passe du Wi-Fi est ⟦secret~Plage#2023⟧.',
  'Le mot de passe administrateur par défaut : `⟦secret~admin123⟧`.',
  'Mot de passe : **⟦secret~Azerty123⟧**',
  'mot de passe : ⟦secret~azerty⟧',
  'Mot de passe :\n⟦secret~P@ssw0rd⟧',
  '| Compte | Mot de passe |\n|---|---|\n| mdp | ⟦secret~Hopital75!⟧ |',
  'Code PIN : ⟦secret~4589⟧',
  "Le code d'accès de la salle serveur est ⟦secret~A4589B⟧.",
  'Clé Wi-Fi : ⟦secret~ABCD-1234-EFGH⟧',
  'identifiants : admin / ⟦secret~Veolia-2022⟧',
  'DB_PASSWORD=⟦secret~s3cr3t⟧',
  'client_secret: "⟦secret~9f8e7d6c5b4a⟧"',
  'Authorization: Bearer ⟦secret~AbCdEf0123456789AbCdEf⟧',
  'enable secret 5 ⟦secret~$1$mERr$hx5rVt7rPNoS4wqbXKX7m0⟧',
  'La base : ⟦secret~postgres://app:Tr0ub4dor@db.mairie.local:5432/paie⟧',
  `Ma clé :\n⟦secret~${KEY}⟧\nest refusée.`,
  `Jeton GitHub ⟦secret~ghp_${'a1B2c3D4e5F6'.repeat(3)}⟧ publié par erreur.`,
  'Clé AWS ⟦secret~AKIA2E0A8F3B244C9986⟧ dans le dépôt.',
  'Clé de secours ⟦secret~123456-234567-345678-456789-567890-678901-789012-890123⟧.',
  'net use : --password ⟦secret~Toto1234⟧',
  'The password is ⟦secret~Summer2024⟧ for everyone.',
  // Paths
  'Le dossier ⟦path~C:\\Users\\Marie Durand\\Bureau\\paie.docx⟧ a disparu.',
  'Le rançongiciel a chiffré ⟦path~C:\\Users\\jdupont\\Documents\\budget.xlsx⟧ hier.',
  'Le profil ⟦path~C:\\Users\\marie.durand⟧ est corrompu.',
  'Le script est dans ⟦path~/home/jdupont/scripts/sauvegarde.sh⟧.',
  'Sur Mac : ⟦path~/Users/mdurand/Desktop/⟧ est partagé.',
  'Chemin : ⟦path~D:/Utilisateurs/pmartin/Mes documents/plan.docx⟧.',
  'Ouvrir ⟦path~C:\\\\Users\\\\jdupont\\\\AppData⟧ dans le code.',
].map(telling);
