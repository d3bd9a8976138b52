#include <ostream>

#include "html_data.hpp"
#include "html_page.hpp"
#include "svg_canvas.hpp"
#include "writers.hpp"

namespace awaitscope::exports {

/// The page (html/page.html), in which {{title}}, {{lang}}, {{theme}} and {{data}} are filled in.
void write_html(const Log& log, const ExportInfo& info, std::ostream& out) {
    for (std::string_view rest = html_page; !rest.empty();) {
        const auto mark = rest.find("{{"), end = rest.find("}}", mark);
        out << rest.substr(0, mark);
        if (mark == rest.npos) break;
        const std::string_view name = rest.substr(mark + 2, end - mark - 2);
        rest.remove_prefix(end + 2);
        if (name == "title") out << xml(info.title);
        else if (name == "lang") out << (info.lang == Lang::en ? "en" : "zh-CN");
        else if (name == "theme") out << (info.light ? "light" : "dark");
        else out << page_data(log, info);
    }
}

}  // namespace awaitscope::exports
