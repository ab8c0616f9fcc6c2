#!/usr/bin/env bash
# Lighthouse 13, mobile, against the demo site served as in production; prints the scores page by page.
#
#   tests/bench/lighthouse.sh [FOLDER [PAGE…]]
#
# FOLDER (default: a new one under /tmp) keeps the data, the reports and Lighthouse itself; nothing is written into
# the project. Needs npm and Debian's chromium (or CHROME_PATH). A busy machine costs performance points: run it alone.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$(realpath -m "${1:-$(mktemp -d /tmp/lighthouse.XXXXXX)}")
shift || true
pages=("$@")
[ ${#pages[@]} -gt 0 ] || pages=(/ /articles/sciatica/ /articles/sciatica/sciatica-cause/ /approaches/exercise/ /shop/socks/ /search/)
port=${PORT:-8431}
export DATA_DIR="$folder/data" DJANGO_SETTINGS_MODULE=tests.bench.production_like SITE_URL="http://127.0.0.1:$port"
export CHROME_PATH="${CHROME_PATH:-/usr/bin/chromium}" PYTHONPATH="$PWD:$PWD/site"
mkdir -p "$DATA_DIR" "$folder/reports"

[ -d "$folder/node_modules/lighthouse" ] || npm install --silent --no-audit --no-fund --prefix "$folder" lighthouse@13
.venv/bin/python manage.py quickstart --no-serve >/dev/null
.venv/bin/python manage.py collectstatic --noinput --verbosity 0
.venv/bin/python manage.py db_worker --backend queue --batch --no-startup-delay >/dev/null 2>&1
.venv/bin/granian --interface wsgi --workers 1 --host 127.0.0.1 --port "$port" --log-level error --no-access-log toelab.wsgi:application &
server=$!
trap 'kill $server' EXIT
for _ in $(seq 100); do curl -fs "http://127.0.0.1:$port/healthz" >/dev/null && break; sleep 0.2; done

# The form itself: the answers (?q=…) are kept out of search engines on purpose.
number=0
for page in "${pages[@]}"; do
  number=$((number + 1))
  url="http://127.0.0.1:$port$(.venv/bin/python -c 'import sys, urllib.parse as u; print(u.quote(sys.argv[1], safe="/?=&"))' "$page")"
  curl -fs "$url" >/dev/null
  "$folder/node_modules/.bin/lighthouse" "$url" --quiet --output json --output-path "$folder/reports/$number.json" \
    --chrome-flags="--headless=new --no-sandbox --disable-gpu" >/dev/null
  .venv/bin/python - "$folder/reports/$number.json" "$page" <<'PYTHON'
import json
import sys

report = json.load(open(sys.argv[1], encoding="utf-8"))
scores = [(c["title"], c["score"]) for c in report["categories"].values()]
print(f"{sys.argv[2]:<44}", "  ".join(f"{title} {round(100 * (score or 0))}" for title, score in scores))
for category in report["categories"].values():
    for reference in category["auditRefs"]:
        audit = report["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
            print(f"    {category['title']}: {audit['title']} {audit.get('displayValue', '')}")
PYTHON
done
