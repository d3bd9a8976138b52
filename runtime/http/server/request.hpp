#pragma once
#include <any>
#include <functional>
#include <map>

#include "../../coroutine.hpp"
#include "../../net/address.hpp"
#include "../client/url.hpp"
#include "../content_type.hpp"
#include "request_parser.hpp"
#include "response.hpp"

namespace asyncio {
class Transport;
}

namespace asyncio::http {

class Application;
class Request;
class ServerConnection;

/// What answers a request. Throws HTTPException for another answer; anything else is answered with status 500.
using Handler = std::function<Coroutine<Response>(Request&)>;

/// Which bytes of a file a client wants; as Python's slice: no start means the last -stop... see http_range().
struct HttpRange {
    std::optional<std::int64_t> start, stop;         ///< start < 0: so many from the end
    friend bool operator==(const HttpRange&, const HttpRange&) = default;
};

/// A request that is being handled. It is the connection's: valid until the handler's response is out.
///
/// Python: web.Request; what Python has as properties are functions here.
class Request {
public:
    const std::string& method() const { return head_.method; }        ///< "GET"
    const CIMultiDict& headers() const { return head_.headers; }
    int version() const { return head_.version; }                     ///< 10 or 11
    bool keep_alive() const { return head_.keep_alive; }
    const std::string& path_qs() const { return head_.target; }       ///< as it came: "/a%20b?c=1"
    std::string_view raw_path() const { return raw_path_; }           ///< "/a%20b"
    const std::string& path() const;                                  ///< "/a b"
    std::string_view query_string() const { return query_string_; }   ///< "c=1"
    const MultiDict& query() const;
    const MultiDict& match_info() const { return match_info_; }       ///< what the route's {names} stand for
    Cookies cookies() const;
    std::string_view host() const { return head_.headers.get("Host", ""); }
    bool secure() const;                                              ///< it came over TLS
    std::string scheme() const { return secure() ? "https" : "http"; }
    /// What the client has asked for, as a whole. Throws ValueError if its Host header is none.
    URL url() const;
    std::string remote() const;                                       ///< the client's address without the port
    ContentType content_type() const { return ContentType::parse(headers().get("Content-Type", "")); }
    std::string charset() const { return content_type().charset; }    ///< "": the client does not say
    std::optional<std::uint64_t> content_length() const { return head_.content_length; }
    /// Throws ValueError if there is a Range header that makes no sense.
    std::optional<HttpRange> http_range() const;
    /// What the client knows already; none: it does not say, or not so that one could understand it.
    std::optional<std::time_t> if_modified_since() const { return date_in("If-Modified-Since"); }
    std::optional<std::time_t> if_unmodified_since() const { return date_in("If-Unmodified-Since"); }
    std::optional<std::time_t> if_range() const { return date_in("If-Range"); }
    std::optional<std::vector<ETag>> if_match() const { return tags_in("If-Match"); }
    std::optional<std::vector<ETag>> if_none_match() const { return tags_in("If-None-Match"); }

    /// Whether there is a body, though it may be empty; and whether some of it has not been read yet.
    bool body_exists() const { return head_.has_body; }
    bool can_read_body() const { return head_.has_body && !content().at_eof(); }
    /// The body as it comes. Its reads throw HTTPException if the client breaks the rules or takes too long,
    /// ConnectionResetError if it goes away.
    const StreamReader& content() const;
    /// The body as a whole, also the second time. Throws HTTPRequestEntityTooLarge above the application's
    /// client_max_size, and what content() throws.
    Coroutine<std::string> read();
    Coroutine<std::string> text() { return read(); }   ///< in UTF-8, whatever the client calls it
    Coroutine<Json> json();                            ///< Throws JSONDecodeError
    Coroutine<MultiDict> post();                       ///< of a form (application/x-www-form-urlencoded); else none

    Application& app() const { return *app_; }         ///< whose request it is
    Transport* transport() const;                      ///< nullptr: the client has gone
    std::any& operator[](const std::string& key) { return values_[key]; }   ///< middlewares leave things here

    /// For the library, and so is what follows.
    ServerConnection& connection() const { return *connection_; }
    const RequestHead& head() const { return head_; }
    void route_to(const Handler* handler) { handler_ = handler; routed_ = true; }
    const Handler& handler() const { return *handler_; }
    bool is_routed() const { return routed_; }
    void refuse(const Handler* refusal, std::vector<std::string> allowed) {   ///< there is no route
        handler_ = refusal;
        allowed_ = std::move(allowed);
    }
    const std::vector<std::string>& allowed_methods() const { return allowed_; }
    MultiDict& match() { return match_info_; }

private:
    friend class ServerConnection;
    Request(ServerConnection& connection, const RequestHead& head) : connection_(&connection), head_(head) {}
    void begin(Application& app);
    void give_content(StreamReader content) { content_ = std::move(content); }
    std::optional<std::time_t> date_in(std::string_view header) const;
    std::optional<std::vector<ETag>> tags_in(std::string_view header) const;
    static Coroutine<std::string> read_body(Request& request);
    static Coroutine<Json> read_json(Request& request);
    static Coroutine<MultiDict> read_form(Request& request);

    ServerConnection* connection_;
    const RequestHead& head_;
    Application* app_ = nullptr;
    const Handler* handler_ = nullptr;
    bool routed_ = false;
    std::vector<std::string> allowed_;       // methods of the path's routes, if this one's is none of them
    std::string_view raw_path_, query_string_;
    mutable std::string path_;
    mutable std::optional<MultiDict> query_;
    MultiDict match_info_;
    mutable StreamReader content_;
    std::optional<std::string> body_;
    std::map<std::string, std::any> values_;
};

}  // namespace asyncio::http
