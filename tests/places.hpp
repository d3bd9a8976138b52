#pragma once
#include <algorithm>
#include <regex>
#include <string>
#include <vector>

/// A text that names places in a test's source: the file as t.cpp, and its lines, whatever they are just now, as
/// L1, L2, ... in the order in which they come.
inline std::string without_places(std::string text) {
    text = std::regex_replace(text, std::regex("[^'\" ]*_test[.]cpp"), "t.cpp");
    std::vector<std::string> seen;
    std::string result;
    std::smatch match;
    const std::regex line("(line |t[.]cpp:)([0-9]+)");
    for (; std::regex_search(text, match, line); text = match.suffix()) {
        auto at = std::find(seen.begin(), seen.end(), match.str(2));
        if (at == seen.end()) at = seen.insert(at, match.str(2));
        result += match.prefix().str() + match.str(1) + "L" + std::to_string(at - seen.begin() + 1);
    }
    return result + text;
}
