#include "form_data.hpp"

#include <array>
#include <random>

#include "runtime/exceptions.hpp"
#include "runtime/http/content_type.hpp"
#include "runtime/http/percent.hpp"

namespace asyncio::http {
namespace {

std::string new_boundary() {
    std::random_device random;
    std::string text;
    for (int i = 0; i < 32; ++i) text += "0123456789abcdef"[random() & 15];
    return text;
}

void check(const std::string& text) {
    if (text.find_first_of(std::string_view("\r\n\0", 3)) != text.npos)
        throw ValueError("a form's field cannot have a line's end in its name, type or file name");
}

/// As browsers write it.
std::string in_quotes(std::string_view text) {
    std::string quoted;
    for (char c : text) quoted += c == '"' ? "%22" : std::string(1, c);
    return '"' + quoted + '"';
}

}  // namespace

FormData::FormData(const MultiDict& fields) {
    for (const auto& [name, value] : fields) add_field(std::string(name), std::string(value));
}

void FormData::add_field(std::string name, std::string value, FieldOptions options) {
    for (const std::string& text : {name, options.content_type, options.filename}) check(text);
    if (!options.content_type.empty() || !options.filename.empty()) multipart_ = true;
    if (multipart_ && boundary_.empty()) boundary_ = new_boundary();
    fields_.push_back({std::move(name), std::move(value), std::move(options)});
}

std::string FormData::content_type() const {
    return multipart_ ? "multipart/form-data; boundary=" + boundary_ : "application/x-www-form-urlencoded";
}

std::string FormData::body() const {
    if (multipart_) return multipart_body();
    MultiDict fields;
    for (const Field& field : fields_) fields.add(field.name, field.value);
    return encode_query(fields);
}

std::string FormData::multipart_body() const {
    std::string body;
    for (const auto& [name, value, options] : fields_) {
        std::string type = options.content_type;
        if (type.empty() && !options.filename.empty()) type = guess_type(options.filename);
        body += "--" + boundary_ + "\r\n";
        if (!type.empty()) body += "Content-Type: " + type + "\r\n";
        body += "Content-Disposition: form-data; name=" + in_quotes(name);
        if (!options.filename.empty()) body += "; filename=" + in_quotes(options.filename);
        body += "\r\n\r\n" + value + "\r\n";
    }
    return body + "--" + boundary_ + "--\r\n";
}

}  // namespace asyncio::http
