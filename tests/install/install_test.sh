#!/bin/sh
# What `meson install` puts somewhere is all that others need: programs are built on it outside the tree, with CMake
# and with pkg-config alone, after the whole has been moved elsewhere.
# Usage: install_test.sh SOURCE_FOLDER BUILD_FOLDER   (CXX: the compiler)
set -u
source=$1
build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# Counts what follows "it ... :"; on failure shows what the last command said.
it() {
    name=$1
    shift
    if "$@"; then passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n' "$name"
        sed 's/^/    | /' "$work/said"
    fi
}
said() { "$@" >"$work/said" 2>&1; }
says() { words=$1; shift; said "$@" && [ "$(cat "$work/said")" = "$words" ]; }
holds() { grep -qF -- "$1" "$2"; }
installed() { (cd "$work/moved" && find . -type f | sed 's|^\./||; s|^lib64/|lib/|; s|^lib/[^/]*-linux-gnu/|lib/|' | sort); }

install_it() {
    said env DESTDIR="$work/stage" meson install -C "$build" --no-rebuild --quiet &&
        mv "$work/stage$(prefix)" "$work/moved" && ! said rmdir "$work/moved" && cp -r "$source/tests/install" "$work/programs"
}
prefix() { meson introspect "$build" --buildoptions | python3 -c 'import json, sys; print(next(o["value"] for o in json.load(sys.stdin) if o["name"] == "prefix"))'; }
with_pkg_config() { said sh -c "$CXX -std=c++20 -o '$work/app' '$work/programs/app.cpp' \$(pkg-config --cflags --libs asyncio)"; }
with_cmake() {
    said cmake -S "$work/programs" -B "$work/cmake" -G Ninja && said cmake --build "$work/cmake"
}
# A README shows the program as it is, and of CMakeLists.txt what it takes.
shown_in() {
    python3 - "$source/$1" "$source/tests/install" <<'END' >"$work/said"
import pathlib, re, sys
readme, folder = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2])
print(f"{sys.argv[1]} does not show {folder}/app.cpp, and lines of {folder}/CMakeLists.txt, as they are")
shown = re.search(r"```cmake\n(.*?)```", readme, re.S)
cmake = (folder / "CMakeLists.txt").read_text().splitlines()
sys.exit((folder / "app.cpp").read_text() not in readme or not shown or not set(shown[1].splitlines()) <= set(cmake))
END
}
records() { said sh -c "cd '$work' && cmake/recorded" && said "$work/moved/bin/awaitscope" export "$work/recording.jsonl" --format svg -o "$work/recording.svg" && holds '<svg' "$work/recording.svg"; }

greeting='Grace is ready
Ada is ready
Hello, Ada and Hello, Grace'

it 'everything is installed, and can be moved' install_it
PKG_CONFIG_PATH=$(dirname "$(find "$work/moved" -name asyncio.pc)")
export PKG_CONFIG_PATH
installed >"$work/said"
it 'the program is there' holds bin/awaitscope "$work/said"
it 'both libraries are there' sh -c "grep -qx lib/libasyncio.a '$work/said' && grep -qx lib/libasyncio-http.a '$work/said'"
it 'the one header is there' holds include/asyncio/asyncio.hpp "$work/said"
it 'no header is there of how it is done' sh -c "! grep -E 'include/.*(uv|recorder|raw_file|server_connection)[.]hpp' '$work/said'"
it 'pkg-config and a compiler build a program' with_pkg_config
it 'it runs' says "$greeting" "$work/app"
if command -v cmake >/dev/null 2>&1; then
    it 'CMake builds programs' with_cmake
    it 'the same program runs' says "$greeting" "$work/cmake/app"
    it 'a web server runs' says 'Hello, Ada!' "$work/cmake/hello"
    it 'what is recorded can be shown' records
else
    echo 'no CMake here: what it builds was not tried'
fi
it 'README.md shows what was built' shown_in README.md
it 'README.zh.md shows what was built' shown_in README.zh.md
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
