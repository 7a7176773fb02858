#!/bin/sh
# Writes `.env`, the settings and secrets that docker-compose.yml asks for:
#   deploy/make-env.sh https://palier.example admin@palier.example
# Needs openssl. Never overwrites: removing `.env` loses the password of the database.
set -eu

fail() {
  echo "make-env : $1" >&2
  exit 1
}

[ $# -eq 2 ] || fail "donnez l'adresse publique et l'adresse électronique de l'administrateur : deploy/make-env.sh https://palier.example admin@palier.example"
url=$1
email=$2
case $url in
  https://*/* | http://*/*) fail "l'adresse publique s'écrit sans barre finale ni chemin : https://palier.example" ;;
  https://?* | http://?*) ;;
  *) fail "l'adresse publique commence par https:// (ou http:// pour un essai) : https://palier.example" ;;
esac
case $email in
  ?*@?*) ;;
  *) fail "« $email » n'est pas une adresse électronique" ;;
esac
command -v openssl >/dev/null || fail "openssl manque : installez le paquet openssl"

file=$(dirname "$0")/../.env
[ ! -e "$file" ] || fail ".env existe déjà ; gardez-le, ou déplacez-le si c'est un nouveau hub"

secret() { openssl rand -hex 32; }

# Meilisearch derives the value of a key from its uid: the search-only key is known before the server runs.
search_key_uid=6f1c1c0e-5f0b-4c58-9f0a-7d3f6a4f2b19
master_key=$(secret)
search_key=$(printf %s "$search_key_uid" | openssl dgst -sha256 -hmac "$master_key" | sed 's/.*= *//')

umask 077
# noclobber: two runs at once make one file.
set -C
cat >"$file" <<ENV
# Settings and secrets of this hub, for docker compose. Show it to nobody; keep a copy with the backups.
COMPOSE_PROJECT_NAME=palier
PALIER_URL=$url
ADMIN_EMAIL=$email
ADMIN_PASSWORD=Aa1-$(openssl rand -hex 12)
POSTGRES_PASSWORD=$(secret)
APP_KEYS=$(secret),$(secret)
API_TOKEN_SALT=$(secret)
ADMIN_JWT_SECRET=$(secret)
TRANSFER_TOKEN_SALT=$(secret)
ENCRYPTION_KEY=$(secret)
FEED_TOKEN=$(secret)
IMPORT_TOKEN=$(secret)
PUBLISHER_TOKEN=$(secret)
SEARCH_GAPS_TOKEN=$(secret)
PREVIEW_SECRET=$(secret)
MEMBERS_SECRET=$(secret)
METRICS_TOKEN=$(secret)
MEILI_MASTER_KEY=$master_key
MEILI_SEARCH_KEY=$search_key
ENV
echo ".env est écrit. Suite : docker compose up --build --detach"
