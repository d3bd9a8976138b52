#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <optional>

#include "complaint.hpp"
#include "source.hpp"

namespace awaitscope {
namespace {

using lessons::WhatIf;

std::optional<double> read_flag(const std::string& text) {
    if (text == "1" || text == "true" || text == "yes" || text == "on") return 1;
    if (text == "0" || text == "false" || text == "no" || text == "off") return 0;
    return std::nullopt;
}

std::optional<double> read_number(const std::string& text, const WhatIf& what_if) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (text.empty() || end != text.c_str() + text.size()) return std::nullopt;
    if (!(value >= what_if.least && value <= what_if.most)) return std::nullopt;   // which a NaN is, too
    return value;
}

const WhatIf& what_if_named(const lessons::Lesson& lesson, const std::string& name) {
    std::vector<std::string_view> names;
    for (const WhatIf* what_if : lesson.what_ifs) {
        if (what_if->name == name) return *what_if;
        names.push_back(what_if->name);
    }
    if (names.empty()) throw BadUse(fmt::format("--set {}: {} has nothing to set", name, lesson.name));
    throw BadUse(fmt::format("--set {}: {} has no such setting; it has {}", name, lesson.name, fmt::join(names, ", ")));
}

std::string what_it_takes(const WhatIf& what_if) {
    if (what_if.type == WhatIf::Type::flag) return "true or false";
    return fmt::format("a number from {} to {}", what_if.least, what_if.most);
}

}  // namespace

lessons::Settings read_settings(const lessons::Lesson& lesson, const std::vector<std::string>& words) {
    lessons::Settings settings;
    for (const std::string& word : words) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos) throw BadUse(fmt::format("--set {}: write it as NAME=VALUE", word));
        const std::string name = word.substr(0, equals), text = word.substr(equals + 1);
        const WhatIf& what_if = what_if_named(lesson, name);
        const auto value = what_if.type == WhatIf::Type::flag ? read_flag(text) : read_number(text, what_if);
        if (!value) throw BadUse(fmt::format("--set {}: {} takes {}", word, name, what_it_takes(what_if)));
        settings[name] = *value;
    }
    return settings;
}

}  // namespace awaitscope
