#!/usr/bin/env bash
# Performs the steps of the Dockerfile where there is no container engine: in two clean roots made with debootstrap, one to
# build in and one to run in. Then runs what came out as compose.yaml would: the image's user, environment and command line,
# a read-only root file system, no capabilities, only /data and /tmp to write to; asks the image's health check; sends
# SIGTERM. Debian's packages stand for the base images. Needs root, debootstrap and 3 GB.
#
#   sudo src/test/containers/steps-of-the-dockerfile.sh [directory]
set -euo pipefail

project=$(cd "$(dirname "$0")/../../.." && pwd)
work=${1:-$(mktemp -d)}
port=18180
suite=bookworm

# One instruction a line.
instructions() { sed -e '/^#/d' "$project/Dockerfile" | sed -e ':join' -e '/\\$/{N;s/\\\n *//;b join}'; }
# The instructions of the build stage, or of the stage that runs.
stage() { instructions | awk -v wanted="$1" '/^FROM/ { stage++ } stage == wanted'; }
# The strings of an instruction in the exec form, one a line.
exec_form() { sed -n "s/^ *$1 *\[\(.*\)\]$/\1/p" | sed -e 's/", *"/\n/g' -e 's/^"//' -e 's/"$//' -e 's/\\\\/\\/g'; }

root() { # name, packages
  [ -e "$work/$1/etc/debian_version" ] || debootstrap --variant=minbase --include="$2" "$suite" "$work/$1" > "$work/$1.log"
  cp /etc/resolv.conf /etc/hosts "$work/$1/etc/"
  # Whom this machine trusts, which behind a proxy is more than the world does.
  if [ -e /etc/ssl/certs/java/cacerts ]; then cp -L /etc/ssl/certs/java/cacerts "$work/$1/etc/ssl/certs/java/cacerts"; fi
}

mkdir -p "$work"
echo "Roots below $work"
root build maven,openjdk-17-jdk-headless,ca-certificates
root runtime openjdk-17-jre-headless

echo "Build stage"
rm -rf "$work/build/src" && mkdir -p "$work/build/src" "$work/build/repository"
tar -C "$project" --exclude=src/test -c pom.xml LICENSE server-config src | tar -C "$work/build/src" -x
epoch=$(stage 1 | sed -n 's/^ARG SOURCE_DATE_EPOCH=//p')
run=$(stage 1 | sed -n 's/^RUN \(--mount=[^ ]* \)\?//p')
cat > "$work/build/build.sh" <<EOF
set -e
mount -t proc proc /proc
cd /src
export SOURCE_DATE_EPOCH=$epoch
$run
EOF
unshare --mount --pid --fork chroot "$work/build" bash /build.sh

echo "Stage that runs"
rm -rf "$work/run"
cp -a "$work/runtime" "$work/run"
mkdir -p "$work/run/opt/quarry" "$work/run/data"
cp -a "$work/build/src/target/quarry/." "$work/run/opt/quarry/"
while read -r command; do chroot "$work/run" bash -c "$command"; done < <(stage 2 | sed -n 's/^RUN //p')
rm -rf "$work/data" && mkdir "$work/data" && chown 10001:10001 "$work/data"
user=$(stage 2 | sed -n 's/^USER //p')
mapfile -t command < <(stage 2 | exec_form ENTRYPOINT; stage 2 | exec_form CMD | head -n 1)
mapfile -t health < <(stage 2 | sed -n '/^HEALTHCHECK/s/.*CMD/CMD/p' | exec_form CMD)
environment="$(stage 2 | sed -n 's/^ENV //p') QUARRY_PORT=$port"
[ ${#command[@]} -gt 3 ] && [ ${#health[@]} = 3 ] && [ -n "$user" ] || { echo "The Dockerfile is not understood"; exit 1; }

cat > "$work/enter.sh" <<EOF
set -e
mount --bind "$work/run" "$work/run"
mount --bind "$work/data" "$work/run/data"
mount -t tmpfs -o size=256m tmpfs "$work/run/tmp"
mount -t proc proc "$work/run/proc"
mount --rbind /dev "$work/run/dev"
mount -o remount,bind,ro "$work/run"
cd /
exec chroot "$work/run" setpriv --reuid=${user%:*} --regid=${user#*:} --clear-groups --no-new-privs --bounding-set=-all \
  env -i PATH=/usr/bin:/bin $environment QUARRY_INSECURE=true bash -c 'cd /data && exec "\$@"' bash "\$@"
EOF
unshare --mount bash "$work/enter.sh" "${command[@]}" > "$work/node.log" 2>&1 &
node=$!
trap 'kill -9 $node 2> /dev/null || true' EXIT

healthy() {
  unshare --mount bash "$work/enter.sh" "${health[@]}" > /dev/null 2>&1
}
for second in $(seq 120); do
  kill -0 "$node" 2> /dev/null || { echo "The node ended:"; cat "$work/node.log"; exit 1; }
  if healthy; then break; fi
  [ "$second" -lt 120 ] || { echo "Not healthy:"; cat "$work/node.log"; exit 1; }
  sleep 1
done
echo "Healthy after $second s, as user $(stat -c %u:%g "/proc/$node")"
[ "$(stat -c %u "/proc/$node")" = "${user%:*}" ]
grep -q '^CapEff:.0*$' "/proc/$node/status"

kill -TERM "$node"
status=0
wait "$node" || status=$?
echo "Ended with $status after SIGTERM"
[ "$status" = 0 ] || [ "$status" = 143 ]
trap - EXIT
if find "$work/run" -xdev -newer "$work/enter.sh" -not -type d | grep -q .; then
  echo "Files outside of /data were written:"; find "$work/run" -xdev -newer "$work/enter.sh" -not -type d; exit 1
fi
echo "All steps of the Dockerfile work."
