#!/bin/sh
# What ./awaitscope promises, tried out on a checkout of one small program, with stand-ins for the system's
# package tools: nothing is installed and nothing outside a temporary folder is touched.
# Usage: launcher_test.sh SOURCE_FOLDER   (CXX: the compiler to build with)
set -u
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
home="$work/a checkout"        # with a space in its path
fake=$work/fake                # comes first in PATH
export HOME="$work/home" XDG_CACHE_HOME="$work/cache" FAKE="$fake"
unset DISPLAY
passed=0
failed=0

# Counts what follows "it ... :"; on failure shows what the launcher last said.
it() {
    name=$1
    shift
    if "$@"; then passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n' "$name"
        sed 's/^/    out| /' "$work/out"
        sed 's/^/    err| /' "$work/err"
    fi
}
start() { ( PATH="$fake:$PATH" "$@" ) >"$work/out" 2>"$work/err"; }
out_is() { [ "$(cat "$work/out")" = "$1" ]; }
says() { grep -qF -- "$1" "$work/err"; }
silent() { [ ! -s "$work/err" ]; }
fake_tool() { printf '#!/bin/sh\n%s\n' "$2" >"$fake/$1" && chmod +x "$fake/$1"; }
new_checkout() {
    rm -rf "$home" "$fake" "$XDG_CACHE_HOME"
    mkdir -p "$home/visualizer/app" "$home/tests" "$fake"
    cp "$source/awaitscope" "$source/packages.txt" "$source/meson_options.txt" "$home"
    cp "$source/tests/compiler_probe.cpp" "$source/tests/count.py" "$home/tests"
    cat >"$home/meson.build" <<'END'
project('small', 'cpp', meson_version: '>= 1.0')
subdir('visualizer/app')
if get_option('tests').enabled()
  test('two cases', find_program('echo'), args: 'All tests passed (5 assertions in 2 test cases)')
  test('one of three', find_program('sh'), args: ['-c', 'echo "test cases: 3 | 2 passed | 1 failed"; exit 1'])
  test('own count', find_program('echo'), args: '4 passed, 0 failed, 1 skipped')
  test('crash after the count', find_program('sh'), args: ['-c', 'echo "1 passed, 0 failed"; kill -SEGV $$'])
endif
END
    echo "executable('awaitscope', 'main.cpp')" >"$home/visualizer/app/meson.build"
    program 'said'
    fake_tool dpkg-query 'echo installed'
    fake_tool apt-get 'echo "$*" >>"$FAKE/apt.calls"; exit 100'
}
program() {
    cat >"$home/visualizer/app/main.cpp" <<END
#include <cstdio>
int main(int n, char** words) {
    for (int i = 1; i < n; ++i) std::printf("$1 %s\n", words[i]);
}
END
}

# --- Starting -----------------------------------------------------------------------------------------

new_checkout
first_start() {
    start "$home/awaitscope" 'two words' || return
    out_is 'said two words' && says 'configuring with' && says building && [ ! -e "$fake/apt.calls" ]
}
it 'the first start configures, builds and passes the words on; only the program writes to stdout' first_start

# The best of three: others may be using the machine.
quick() {
    python3 - "$home/awaitscope" <<'END'
import os, subprocess, sys, time
def seconds():
    began = time.monotonic()
    subprocess.run([sys.argv[1]], env=os.environ | {"PATH": os.environ["FAKE"] + ":" + os.environ["PATH"]}, check=True)
    return time.monotonic() - began
took = min(seconds() for attempt in range(3))
sys.exit(0 if took < 1 else f"took {took:.2f} s")
END
}
second_start() { quick >"$work/out" 2>"$work/err" && silent; }
it 'the second start is silent and takes under a second' second_start

from_elsewhere() { ( cd / && start "$home/awaitscope" x ) && out_is 'said x' && silent; }
it 'it starts from any working directory' from_elsewhere

through_links() {
    ln -sfn "$home" "$work/link to folder" && ln -sfn 'link to folder/awaitscope' "$work/relative link"
    ln -sfn "$work/relative link" "$work/absolute link"
    start "$work/absolute link" x && out_is 'said x' && silent
}
it 'it starts through relative and absolute symbolic links' through_links

setup_word() { start "$home/awaitscope" setup && out_is '' && silent; }
it 'setup stops after building and says nothing when there is nothing to do' setup_word

changed_source() {
    program 'now said'
    start "$home/awaitscope" x && out_is 'now said x'
}
it 'a changed source is built again' changed_source

moved() {
    mv "$home" "$work/elsewhere" && start "$work/elsewhere/awaitscope" x && out_is 'now said x' || return
    mv "$work/elsewhere" "$home"
}
it 'a checkout that has moved is set up afresh' moved

at_once() {
    new_checkout
    start "$home/awaitscope" a & first=$!
    ( PATH="$fake:$PATH" "$home/awaitscope" b ) >"$work/out.b" 2>"$work/err.b" & second=$!
    wait $first && wait $second && out_is 'said a' && [ "$(cat "$work/out.b")" = 'said b' ] &&
        [ "$(cat "$work/err" "$work/err.b" | grep -c 'configuring with')" = 1 ]
}
it 'two first starts at the same time build once and both run' at_once

killed() {
    rm -f "$home/build/.configured"
    echo 'half a file' >"$home/build/build.ninja"
    start "$home/awaitscope" x && out_is 'said x'
}
it 'a set-up that was killed half-way is begun afresh' killed

# A Meson that gets as far as half a file when the terminal sends Ctrl-C to all that runs in it.
interrupted() {
    new_checkout
    fake_tool meson 'echo half >"$3/build.ninja"; kill -INT 0'
    PATH="$fake:$PATH" python3 - "$home/awaitscope" >"$work/out" 2>"$work/err" <<'END'
import signal, subprocess, sys
launcher = subprocess.run([sys.argv[1]], start_new_session=True,
                          preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
sys.exit(0 if launcher.returncode == 130 else f"ended with {launcher.returncode}")
END
    [ $? = 0 ] && says 'stopped' && rm "$fake/meson" && start "$home/awaitscope" x && out_is 'said x'
}
it 'Ctrl-C stops it, and the next start is as good as the first' interrupted

# --- Trouble ------------------------------------------------------------------------------------------

broken_source() {
    echo 'int main() { return oops; }' >"$home/visualizer/app/main.cpp"
    start "$home/awaitscope" x && return 1
    says 'building failed' && says oops && says setup.log && says 'run this again' && out_is '' || return
    program 'mended'
    start "$home/awaitscope" x && out_is 'mended x'
}
it 'a build that fails shows the error and what to do, and goes on once mended' broken_source

cache_folder() {
    new_checkout
    : >"$home/build"
    start "$home/awaitscope" x && out_is 'said x' && [ -n "$(ls "$XDG_CACHE_HOME/awaitscope")" ]
}
it 'a checkout that cannot be written is built in the cache folder' cache_folder

nowhere() {
    rm -rf "$XDG_CACHE_HOME"
    : >"$XDG_CACHE_HOME"
    start "$home/awaitscope" x && return 1
    says "cannot write to $home/build" && says 'XDG_CACHE_HOME'
}
it 'with no folder to build in it says so and what to do' nowhere

full_disk() {
    new_checkout
    fake_tool meson 'echo "OSError: [Errno 28] No space left on device" >&2; exit 1'
    start "$home/awaitscope" x && return 1
    says 'The disk is full' && says 'MB left'
}
it 'a full disk is named as the reason' full_disk

# --- Packages -----------------------------------------------------------------------------------------

debian() {
    new_checkout
    fake_tool dpkg-query 'for p; do :; done; case $p in libuv1-dev | meson) [ -e "$FAKE/apt.calls" ] && echo installed ;; *) echo installed ;; esac'
    fake_tool apt-cache 'exit 0'
    fake_tool apt-get 'echo "$DEBIAN_FRONTEND $*" >>"$FAKE/apt.calls"'
    fake_tool id 'echo 0'
}
as_root() {
    debian
    start "$home/awaitscope" x && out_is 'said x' && says 'libuv1-dev' &&
        grep -q ' update$' "$fake/apt.calls" && grep -q '^noninteractive install -y .* meson libuv1-dev$' "$fake/apt.calls"
}
it 'root: the missing packages, and only they, are installed with apt-get' as_root

not_again() {
    rm "$fake/apt.calls"
    start "$home/awaitscope" x && silent && [ ! -e "$fake/apt.calls" ]
}
it 'the second start does not ask apt-get' not_again

with_sudo() {
    debian
    fake_tool id 'echo 1000'
    fake_tool sudo 'echo sudo >>"$FAKE/apt.calls"; exec "$@"'
    start "$home/awaitscope" x && [ "$(grep -c sudo "$fake/apt.calls")" = 2 ]
}
it 'not root: apt-get runs under sudo' with_sudo

offline() {
    debian
    fake_tool apt-get 'echo "E: Failed to fetch http://deb.example/x"; exit 100'
    start "$home/awaitscope" x && return 1
    says 'Failed to fetch' && says "apt-get install" && out_is ''
}
it 'an apt-get that fails is shown, with the command to run by hand' offline

# A PATH with none of the package managers but $1 and without Meson.
other_system() {
    new_checkout
    rm "$fake"/*
    for tool in sh cat cksum tr dirname readlink mkdir awk flock sleep grep; do ln -s "$(command -v $tool)" "$fake/$tool"; done
    [ -z "$1" ] || fake_tool "$1" 'exit 1'
    ( PATH="$fake"; export PATH; "$home/awaitscope" x ) >"$work/out" 2>"$work/err"
    [ $? = 1 ] && says 'meson is missing' && says "$2"
}
it 'Fedora: it names what to install' other_system dnf 'sudo dnf install clang meson ninja-build'
it 'Arch: it names what to install' other_system pacman 'sudo pacman -S --needed clang meson ninja'
it 'openSUSE: it names what to install' other_system zypper 'sudo zypper install clang19 meson ninja'
it 'macOS: it names what to install' other_system brew 'brew install llvm meson ninja'
it 'an unknown system: it names what to install' other_system '' 'Debian calls them: clang-19 meson'

without_root() {
    other_system '' ''
    fake_tool id 'echo 1000'
    fake_tool apt-get 'exit 1'
    fake_tool dpkg-query 'exit 1'
    ( PATH="$fake"; export PATH; "$home/awaitscope" x ) >"$work/out" 2>"$work/err" && return 1
    says 'only root can install them' && says 'apt-get install clang-19 meson ninja-build'
}
it 'neither root nor sudo: it names the command' without_root

# --- Tests --------------------------------------------------------------------------------------------

counted() {
    new_checkout
    start "$home/awaitscope" test && return 1
    [ "$(tail -n 1 "$work/out")" = '9 passed, 2 failed, 1 skipped' ]
}
it 'test ends with the exact count, and fails if a test did' counted

passing() {
    start "$home/awaitscope" test 'two cases' 'own count' && [ "$(tail -n 1 "$work/out")" = '6 passed, 0 failed, 1 skipped' ]
}
it 'test takes the names of tests' passing

sanitized() {
    start "$home/awaitscope" test --sanitize 'two cases' && [ "$(tail -n 1 "$work/out")" = '2 passed, 0 failed' ] &&
        grep -q 'fsanitize=address,undefined' "$home/build-asan/build.ninja"
}
it 'test --sanitize runs them again in a sanitized build, and counts each once' sanitized

echo "$passed passed, $failed failed"
[ $failed = 0 ]
