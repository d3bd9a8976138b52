#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "../../coroutine.hpp"
#include "../../files/file.hpp"
#include "../../streams/reader.hpp"
#include "../json.hpp"
#include "form_data.hpp"

namespace asyncio::http {

/// A form's field: name and value.
using FormField = std::pair<std::string_view, std::string_view>;

/// A request's body: there as a whole, or to be had piece by piece. Python: aiohttp.payload
///
///     session.post(url, {.data = "text"});                                 // text/plain; charset=utf-8
///     session.post(url, {.data = http::BytesPayload(bytes)});              // application/octet-stream
///     session.post(url, {.data = {{"a", "1"}, {"b", "2"}}});               // a form
///     session.post(url, {.data = file});                                   // an open file, 64 KiB at a time
///     session.post(url, {.data = [&]() -> Coroutine<std::string> {...}});  // until that gives ""
class Payload {
public:
    /// Awaited for the next piece, when there is room for it; "" is the end.
    using Source = std::function<Coroutine<std::string>()>;

    Payload(std::string text) : Payload(std::move(text), "text/plain; charset=utf-8") {}
    Payload(std::string_view text) : Payload(std::string(text)) {}
    Payload(const char* text) : Payload(std::string(text)) {}
    Payload(std::initializer_list<FormField> form) : Payload(MultiDict(form)) {}
    explicit Payload(std::string bytes, std::string content_type) : bytes_(std::move(bytes)), content_type_(std::move(content_type)) {}
    Payload(const MultiDict& form) : Payload(FormData(form)) {}
    Payload(const FormData& form) : Payload(form.body(), form.content_type()) {}
    Payload(files::File file);
    Payload(StreamReader reader);                            ///< Throws ValueError for none
    template <class F> requires std::is_same_v<std::invoke_result_t<F&>, Coroutine<std::string>>
    Payload(F source) : Payload(OnlyOnce(), std::move(source)) {}

    const std::optional<std::string>& bytes() const { return bytes_; }   ///< none: it comes piece by piece
    const std::string& content_type() const { return content_type_; }
    Source source() const;                                   ///< of either kind; of a file, from where it stood at first
    /// Whether source() gives the same again: not after pieces have been taken that cannot be had twice.
    bool is_whole() const { return !begun_ || !*begun_; }

private:
    struct OnlyOnce {};
    Payload(OnlyOnce, Source source);

    std::optional<std::string> bytes_;
    std::function<Source()> source_;                         // makes one
    std::shared_ptr<bool> begun_;                            // whether it cannot be sent again; nullptr: it always can
    std::string content_type_;
};

struct BytesPayload : Payload {
    explicit BytesPayload(std::string bytes, std::string content_type = "application/octet-stream")
        : Payload(std::move(bytes), std::move(content_type)) {}
};
struct JsonPayload : Payload {
    explicit JsonPayload(const Json& value) : Payload(dump_json(value), "application/json") {}
};

}  // namespace asyncio::http
