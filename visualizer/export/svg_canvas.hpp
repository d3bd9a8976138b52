#pragma once
#include <fmt/format.h>
#include <iterator>
#include <string>

#include "palette.hpp"

namespace awaitscope::exports {

/// `text` as character data of XML: escaped, without characters that XML forbids; what is not UTF-8 is U+FFFD.
std::string xml(std::string_view text);

/// About how wide `text` is in a proportional font of that size; a Chinese character is a square.
double text_width(std::string_view text, double size);

/// `text`, cut with "…" if it would be wider than `width`.
std::string fitted(std::string_view text, double size, double width);

enum class Anchor { start, middle, end };

/// An SVG picture while it is drawn: presentation attributes only, which slide programs understand.
class SvgCanvas {
public:
    explicit SvgCanvas(const Shades& shades) : shades(shades) {}

    void rect(double x, double y, double width, double height, const char* fill, double radius = 0);
    void line(double x1, double y1, double x2, double y2, const char* stroke, double width = 1);
    void text(double x, double y, double size, const char* fill, std::string_view text, Anchor anchor = Anchor::start,
              bool bold = false);
    /// A bar in a state's colour and pattern, with a text for who points at it.
    void bar(double x, double y, double width, double height, TaskState state, std::string_view tip);
    /// ✓, ✗ or ⊘, drawn: no font is needed.
    void sign(double x, double y, TaskState state);

    /// The whole file.
    std::string finish(double width, double height, std::string_view title, std::string_view description) const;

    const Shades& shades;

private:
    template <class... Args>
    void add(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(body_), format, std::forward<Args>(args)...);
    }
    std::string body_;
};

}  // namespace awaitscope::exports
