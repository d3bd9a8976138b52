#pragma once
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "../multidict.hpp"

namespace asyncio::http {

/// A route's path: "/hello/{name}" or, with a regular expression for what a name may stand for, "/item/{id:\\d+}".
class PathPattern {
public:
    /// Throws ValueError: it must begin with '/', its braces and expressions be in order, and no name come twice.
    explicit PathPattern(std::string_view text);

    const std::string& text() const { return text_; }
    bool is_plain() const;                       ///< it has no names: it matches itself only
    /// Whether it matches a path in its quoted form (see canonical_path); if so, adds what its names stand for.
    bool match(std::string_view path, MultiDict& found) const;
    /// The path in which the names stand for `values`, quoted. Throws KeyError if one is missing.
    std::string path_for(const MultiDict& values) const;

private:
    struct Part {
        std::string literal;                     // quoted; a name's part has none
        std::string name = {}, expression = {};
    };
    void add_name(std::string_view inside);
    bool by_segments() const;
    bool match_segments(std::string_view path, MultiDict& found) const;
    bool match_expression(std::string_view path, MultiDict& found) const;
    void compile();

    std::string text_;
    std::vector<Part> parts_;
    std::optional<std::regex> expression_;       // of the whole; none: each name is a whole segment, or all the rest
    std::vector<std::size_t> groups_;            // of the names in that
};

/// A path with all that needs no quoting unquoted, and the rest quoted in one way: equal paths, equal text.
std::string canonical_path(std::string_view path);

}  // namespace asyncio::http
