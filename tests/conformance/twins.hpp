#pragma once
#include <span>
#include <string_view>

/// The programs of tests/conformance/programs in C++, line by line: what CPython does with the one, the
/// runtime does with the other. `twins` in meson.build is the list.
namespace conformance {

struct Twin {
    const char* name;       ///< "gather-01-result-order": of the Python program, too
    void (*program)();      ///< what the Python file does at its top level
};

std::span<const Twin> twins();

/// nullptr: there is none of that name.
const Twin* find_twin(std::string_view name);

}  // namespace conformance
