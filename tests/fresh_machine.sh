#!/bin/sh
# Tries the two commands on a fresh machine: makes a Debian with git and nothing else in FOLDER (a new or
# empty one; needs 4 GB), clones the last commit of this checkout into it and does what README says there.
#
# Usage, as root, with debootstrap installed:   tests/fresh_machine.sh FOLDER [OPTION...]   (options of awaitscope test)
# SUITE (bookworm) and MIRROR (http://deb.debian.org/debian) may be set. FOLDER stays, for looking around:
#     chroot FOLDER sh -c 'cd /root/awaitscope && exec bash'
set -eu
[ $# -gt 0 ] || { sed -n '2,/^set/ s/^# \{0,1\}//p' "$0" >&2; exit 2; }
# What it mounts is seen by nobody else, and goes with it, even if it is killed: FOLDER can be removed at any time.
[ "${OWN_MOUNTS-}" ] || OWN_MOUNTS=yes exec unshare --mount --propagation private "$0" "$@"
source=$(cd "$(dirname "$0")/.." && pwd)
suite=${SUITE:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}
mkdir -p "$1"
machine=$(cd "$1" && pwd)

step() { printf '\n=== %s\n' "$*"; }
inside() {
    chroot "$machine" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        sh -c "cd /root && $1"
}
offline() { unshare -n -- chroot "$machine" env -i HOME=/root PATH=/usr/bin:/bin LANG=C.UTF-8 sh -c "cd /root && $1"; }
expect() {
    what=$1
    shift
    if "$@"; then echo "ok: $what"; else echo "FAILED: $what"; exit 1; fi
}
seconds() { date +%s.%N; }

step "a fresh $suite in $machine"
[ -e "$machine/etc/debian_version" ] || debootstrap --include=git "$suite" "$machine" "$mirror"
cp /etc/resolv.conf /etc/hosts "$machine/etc/"
apt-config dump 2>/dev/null | grep -i '^Acquire::.*proxy' >"$machine/etc/apt/apt.conf.d/50proxy" || :
mount -t proc proc "$machine/proc"
mount -t tmpfs tmpfs "$machine/dev/shm"

step 'a clone'
rm -rf "$machine/root/awaitscope"
git clone -q "$source" "$machine/root/awaitscope"

step './awaitscope setup'
inside './awaitscope/awaitscope setup'

step 'once more, without a network'
began=$(seconds)
said=$(offline './awaitscope/awaitscope setup' 2>&1)
took=$(echo "$(seconds) $began" | awk '{ print $1 - $2 }')
expect "it says nothing: '$said'" [ -z "$said" ]
expect "it takes under a second: $took" awk "BEGIN { exit !($took < 1) }"

step './awaitscope, without a display'
inside 'rm -f gather.html && ./awaitscope/awaitscope' >"$machine/root/story.txt"
head -n 12 "$machine/root/story.txt"
expect 'it tells the story' [ "$(wc -l <"$machine/root/story.txt")" -gt 20 ]
expect 'it writes the timeline as HTML' grep -q '</html>' "$machine/root/gather.html"

shift
step "./awaitscope test $*"
inside "./awaitscope/awaitscope test $*"
