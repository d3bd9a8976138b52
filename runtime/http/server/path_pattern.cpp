#include "path_pattern.hpp"

#include <algorithm>

#include "runtime/exceptions.hpp"
#include "runtime/http/ascii.hpp"
#include "runtime/http/percent.hpp"

namespace asyncio::http {
namespace {

bool takes_all(const std::string& expression) { return expression == ".*" || expression == ".+"; }

std::string escaped(std::string_view literal) {
    std::string out;
    for (char c : literal) {
        if (!is_letter(c) && !is_digit(c) && c != '/') out += '\\';
        out += c;
    }
    return out;
}

/// The end of the braces that begin at `open`: they may have others inside, as \d{2} has.
std::size_t closing_brace(std::string_view text, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        depth += text[i] == '{';
        depth -= text[i] == '}';
        if (depth == 0) return i;
    }
    throw ValueError("Invalid path '" + std::string(text) + "'['" + std::string(text.substr(open)) + "']");
}

std::regex compiled(const std::string& expression) {
    try {
        return std::regex(expression, std::regex::ECMAScript | std::regex::optimize);
    } catch (const std::regex_error& error) {
        throw ValueError("Bad pattern '" + expression + "': " + error.what());
    }
}

}  // namespace

std::string canonical_path(std::string_view path) { return requote(path, path_safe); }

PathPattern::PathPattern(std::string_view text) : text_(text) {
    if (!text.empty() && !text.starts_with('/')) throw ValueError("path should be started with / or be empty");
    while (!text.empty()) {
        const auto open = text.find_first_of("{}");
        if (open != 0) parts_.push_back({canonical_path(text.substr(0, open))});
        if (open == text.npos) break;
        if (text[open] == '}') throw ValueError("Invalid path '" + text_ + "'");
        const auto close = closing_brace(text, open);
        add_name(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
    if (!by_segments()) compile();
}

void PathPattern::add_name(std::string_view inside) {
    const std::string_view name = take_until(inside, ':');
    const bool good = !name.empty() && !is_digit(name[0]) && std::ranges::all_of(name, [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
    if (!good) throw ValueError("Invalid path '" + text_ + "'['" + std::string(name) + "']");
    if (std::ranges::find(parts_, name, &Part::name) != parts_.end())
        throw ValueError("Bad pattern '" + text_ + "': redefinition of group name '" + std::string(name) + "'");
    parts_.push_back({"", std::string(name), std::string(inside)});
}

bool PathPattern::is_plain() const {
    return std::ranges::all_of(parts_, [](const Part& part) { return part.name.empty(); });
}

bool PathPattern::by_segments() const {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const Part& part = parts_[i];
        if (part.name.empty()) continue;
        const bool last = i + 1 == parts_.size();
        const bool begins = i > 0 && parts_[i - 1].literal.ends_with('/');
        const bool ends = last || parts_[i + 1].literal.starts_with('/');
        if (!begins || !ends || !(part.expression.empty() || (last && takes_all(part.expression)))) return false;
    }
    return true;
}

void PathPattern::compile() {
    std::string whole;
    std::size_t groups = 1;
    for (const Part& part : parts_) {
        if (part.name.empty()) {
            whole += escaped(part.literal);
            continue;
        }
        const std::string expression = part.expression.empty() ? "[^{}/]+" : part.expression;
        groups_.push_back(groups);
        groups += 1 + compiled(expression).mark_count();
        whole += "(" + expression + ")";
    }
    expression_ = compiled(whole);
}

bool PathPattern::match(std::string_view path, MultiDict& found) const {
    return expression_ ? match_expression(path, found) : match_segments(path, found);
}

bool PathPattern::match_segments(std::string_view path, MultiDict& found) const {
    std::vector<std::string_view> values;
    for (const Part& part : parts_) {
        if (part.name.empty()) {
            if (!path.starts_with(part.literal)) return false;
            path.remove_prefix(part.literal.size());
            continue;
        }
        const std::string_view value = part.expression.empty() ? path.substr(0, path.find_first_of("/{}")) : path;
        if (value.empty() && part.expression != ".*") return false;
        values.push_back(value);
        path.remove_prefix(value.size());
    }
    if (!path.empty()) return false;
    auto value = values.begin();
    for (const Part& part : parts_)
        if (!part.name.empty()) found.add(part.name, unquote(*value++));
    return true;
}

bool PathPattern::match_expression(std::string_view path, MultiDict& found) const {
    std::cmatch groups;
    if (!std::regex_match(path.data(), path.data() + path.size(), groups, *expression_)) return false;
    auto group = groups_.begin();
    for (const Part& part : parts_)
        if (!part.name.empty()) found.add(part.name, unquote(groups[*group++].str()));
    return true;
}

std::string PathPattern::path_for(const MultiDict& values) const {
    std::string path;
    for (const Part& part : parts_)
        path += part.name.empty() ? part.literal : quote(values[part.name], part.expression.empty() ? "@:!$&'()*+,;=" : path_safe);
    return path;
}

}  // namespace asyncio::http
