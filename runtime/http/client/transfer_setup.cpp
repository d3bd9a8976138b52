#include "content_length.hpp"
#include "transfer.hpp"

/// What libcurl is told of a request.
namespace asyncio::http {
namespace {

constexpr long buffer_size = 64 * 1024;
constexpr long two_years = 63'072'000;        // seconds: IdleConnections knows better

std::string line_of(std::string_view name, std::string_view value) {
    return value.empty() ? std::string(name) + ";" : std::string(name) + ": " + std::string(value);
}

/// "host:port:address,address": where a name leads, so that libcurl need not ask.
std::string route(const URL& url, const std::vector<AddressInfo>& addresses) {
    std::string text = url.host() + ":" + std::to_string(url.port()) + ":";
    for (const AddressInfo& info : addresses) {
        const std::string host = info.address.host();
        text += text.ends_with(':') ? "" : ",";
        text += host.find(':') == host.npos ? host : "[" + host + "]";
    }
    return text;
}

CURLcode set_up_context(CURL*, void* ssl_ctx, void* context) {
    static_cast<const SSLContext*>(context)->set_up(ssl_ctx);
    return CURLE_OK;
}

/// A context's certificates and limits are given to what libcurl makes for each connection.
void set_up_tls(EasyHandle& easy, const SSLArgument& ssl) {
    const SSLContext* context = ssl.context();
    const bool verify = context ? context->verify_mode != ssl::CERT_NONE : !ssl.is_false();
    easy.set(CURLOPT_SSL_VERIFYPEER, verify);
    easy.set(CURLOPT_SSL_VERIFYHOST, verify && (!context || context->check_hostname) ? 2L : 0L);
    if (!context) return;
    easy.set(CURLOPT_CAINFO, static_cast<const char*>(nullptr));
    easy.set(CURLOPT_CAPATH, context->identity());   // no such folder: it tells libcurl which connections are alike
    easy.set(CURLOPT_SSL_CTX_FUNCTION, set_up_context);
    easy.set(CURLOPT_SSL_CTX_DATA, const_cast<SSLContext*>(context));
}

/// The headers are ours alone: what libcurl would add by itself is named without a value, which means "not that". The first
/// "Expect" counts: libcurl knows of none, then. It would send the request again and again if the server says no.
void set_up_headers(EasyHandle& easy, const CIMultiDict& headers) {
    easy.headers.add("Expect:");
    for (const auto& [name, value] : headers) easy.headers.add(line_of(name, value));
    for (const char* name : {"Accept", "Content-Type"})
        if (!headers.contains(name)) easy.headers.add(std::string(name) + ":");
    easy.set(CURLOPT_HTTPHEADER, easy.headers.get());
}

void set_up_connection(EasyHandle& easy, const ConnectorState& connector) {
    easy.set(CURLOPT_NOSIGNAL, 1L);
    easy.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    easy.set(CURLOPT_PROXY, "");              // whatever the environment says, as in aiohttp
    easy.set(CURLOPT_PATH_AS_IS, 1L);         // URL has done it
    easy.set(CURLOPT_BUFFERSIZE, buffer_size);
    easy.set(CURLOPT_MAXAGE_CONN, two_years);
    if (connector.options().force_close) easy.set(CURLOPT_FORBID_REUSE, 1L);
    if (connector.options().family == AF_INET) easy.set(CURLOPT_IPRESOLVE, static_cast<long>(CURL_IPRESOLVE_V4));
    if (connector.options().family == AF_INET6) easy.set(CURLOPT_IPRESOLVE, static_cast<long>(CURL_IPRESOLVE_V6));
    if (!connector.unix_path().empty()) easy.set(CURLOPT_UNIX_SOCKET_PATH, connector.unix_path());
}

}  // namespace

void Transfer::set_up(const std::vector<AddressInfo>& addresses) {
    const URL target = request_.url.with_fragment("").without_user();
    set_up_connection(easy_, *connector_);
    multi_.set_up_sockets(easy_.get());
    easy_.set(CURLOPT_OPENSOCKETFUNCTION, on_open);
    easy_.set(CURLOPT_OPENSOCKETDATA, this);
    easy_.set(CURLOPT_URL, target.str());
    easy_.set(CURLOPT_PRIVATE, this);
    if (!addresses.empty()) {
        last_address_ = addresses.back().address;
        easy_.addresses.add(route(target, addresses));
        easy_.set(CURLOPT_RESOLVE, easy_.addresses.get());
    } else if (auto number = Address::numeric(target.host(), target.port())) {
        last_address_ = *number;
    }
    set_up_tls(easy_, request_.ssl);
    set_up_headers(easy_, request_.headers);
    easy_.set(CURLOPT_PREREQFUNCTION, on_connected);
    easy_.set(CURLOPT_PREREQDATA, this);
    easy_.set(CURLOPT_HEADERFUNCTION, on_header);
    easy_.set(CURLOPT_HEADERDATA, this);
    easy_.set(CURLOPT_WRITEFUNCTION, on_body);
    easy_.set(CURLOPT_WRITEDATA, this);
    set_up_body();
}

void Transfer::set_up_body() {
    if (request_.method == "HEAD") easy_.set(CURLOPT_NOBODY, 1L);
    else easy_.set(CURLOPT_CUSTOMREQUEST, request_.method);
    if (!request_.body) return;
    awaits_continue_ = request_.expects_continue();
    easy_.set(CURLOPT_POST, 1L);
    if (const auto& bytes = request_.body->bytes(); bytes && !request_.chunked && !awaits_continue_) {
        easy_.set_size(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(bytes->size()));
        easy_.set(CURLOPT_POSTFIELDS, bytes->data());
        return;
    }
    upload_ = Counted<Upload>(new Upload(loop_, request_.body->source(), *this));
    easy_.set(CURLOPT_READFUNCTION, on_upload);
    easy_.set(CURLOPT_READDATA, this);
    const auto size = parse_content_length(request_.headers.get("Content-Length", ""));
    easy_.set_size(CURLOPT_POSTFIELDSIZE_LARGE, request_.chunked ? -1 : size.value_or(-1));
}

}  // namespace asyncio::http
