#include "folder_page.hpp"

#include <filesystem>
#include <set>

#include "http_exceptions.hpp"
#include "runtime/http/percent.hpp"

namespace asyncio::http {
namespace fs = std::filesystem;
namespace {

/// Python: html.escape
std::string escaped(std::string_view text) {
    std::string out;
    for (char c : text)
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"') out += "&quot;";
        else out += c;
    return out;
}

/// The names of what is in the folder, in order; those of folders end in '/'.
std::set<std::string> names_in(const std::string& path) {
    std::set<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entries(path, error), end; entries != end && !error; entries.increment(error)) {
        std::error_code ignored;
        names.insert(entries->path().filename().string() + (entries->is_directory(ignored) ? "/" : ""));
    }
    if (error) throw HTTPForbidden();
    return names;
}

}  // namespace

Response folder_page(const std::string& path, const std::string& name, const std::string& prefix) {
    const std::string title = "Index of /" + escaped(name);
    std::string page = "<html>\n<head>\n<title>" + title + "</title>\n</head>\n<body>\n<h1>" + title + "</h1>\n<ul>\n";
    for (const std::string& entry : names_in(path)) {
        const std::string url = prefix + "/" + quote(name) + (name.empty() ? "" : "/") + quote(entry);
        page += "<li><a href=\"" + escaped(url) + "\">" + escaped(entry) + "</a></li>\n";
    }
    return Response({.text = page + "</ul>\n</body>\n</html>", .content_type = "text/html"});
}

}  // namespace asyncio::http
