#include "transfer.hpp"

namespace asyncio::http {

namespace {

constexpr std::size_t largest_head = 256 * 1024;

}  // namespace

Transfer::Transfer(std::shared_ptr<ConnectorState> connector, Lease lease, ClientRequest request)
    : connector_(std::move(connector)), lease_(std::move(lease)), request_(std::move(request)), loop_(connector_->loop()),
      multi_(connector_->multi()),
      head_came_(new FutureOf<void>(loop_, trace::FutureKind::stream_read)),
      content_(new StreamReaderState(loop_, request_.read_bufsize)),
      connect_by_(loop_, "http.connect_timeout", [this] {
          fail(std::make_exception_ptr(ServerTimeoutError("Connection timeout to host " + request_.info().url.str())));
      }),
      complete_by_(loop_, "http.timeout", [this] { fail(std::make_exception_ptr(TimeoutError("Timeout" + about()))); }),
      read_by_(loop_, "http.read_timeout", [this] {
          fail(std::make_exception_ptr(ServerTimeoutError("Timeout on reading data from socket" + about())));
      }) {
    content_.state()->set_flow(this);
}

Transfer::~Transfer() {
    fail(std::make_exception_ptr(detail::ClientConnectionError("Connection closed")));
    content_.state()->set_flow(nullptr);
}

void Transfer::begin(const std::vector<AddressInfo>& addresses, std::optional<Micros> connect_by) {
    set_up(addresses);
    running_ = true;
    if (connect_by) connect_by_.set(*connect_by);
    try {
        multi_.add(*this, easy_.get());
    } catch (...) {
        end(std::current_exception());
    }
}

void Transfer::fail(std::exception_ptr error) {
    if (!running_) return;
    multi_.remove(*this, easy_.get());
    end(error);
}

void Transfer::finished(CURLcode code) {
    const int fd = easy_.socket();
    multi_.remove(*this, easy_.get());
    if (fd >= 0 && code == CURLE_OK) multi_.idle().add(fd, lease_.key());
    end(code == CURLE_OK && has_all() ? nullptr : error_of(code));
}

void Transfer::receives_no_more() {
    if (!running_ || !head_.complete() || held_back_) return;
    multi_.remove(*this, easy_.get());
    end(has_all() ? nullptr : error_of(CURLE_PARTIAL_FILE));
}

/// Those who wait are told, then the connection's place is free for the next.
void Transfer::end(const std::exception_ptr& error) {
    running_ = false;
    for (Deadline* deadline : {&connect_by_, &complete_by_, &read_by_}) deadline->clear();
    if (resuming_.state()) resuming_.cancel();
    if (upload_) std::exchange(upload_, nullptr)->stop();
    if (!error) {
        content_.feed_eof();
    } else if (head_came_.done()) {
        content_.set_exception(error);
    } else {
        head_came_.set_exception(error);
        head_came_.state()->mark_retrieved();
    }
    lease_.give_back();
}

void Transfer::something_came() {
    if (request_.timeout.sock_read.value_or(0) > 0 && connected_ && !paused_)
        read_by_.set(loop_.now() + to_micros(*request_.timeout.sock_read));
}

/// libcurl sends a request again by itself if a connection dies that had been kept for it.
bool Transfer::may_be_sent() {
    stopped_ = connected_ && !request_.is_repeatable();
    if (!stopped_) connected_ = false;
    return !stopped_;
}

curl_socket_t Transfer::on_open(void* self, curlsocktype, curl_sockaddr* address) {
    auto& transfer = *static_cast<Transfer*>(self);
    return transfer.may_be_sent() ? transfer.multi_.open(*address) : CURL_SOCKET_BAD;
}

int Transfer::on_connected(void* self, char*, char*, int, int) {
    auto& transfer = *static_cast<Transfer*>(self);
    if (!transfer.may_be_sent()) return CURL_PREREQFUNC_ABORT;
    transfer.connected_ = true;
    transfer.connect_by_.clear();
    transfer.something_came();
    return CURL_PREREQFUNC_OK;
}

void Transfer::take_header(std::string_view line) {
    head_size_ += line.size();
    if (head_size_ > largest_head) throw ClientResponseError(request_.info(), 400, "Got more than 262144 bytes of head and trailers");
    if (head_.feed(line)) begin_response();
    if (head_.status == 100 && std::exchange(awaits_continue_, false)) unpause_soon("http.continue");
}

void Transfer::begin_response() {
    if (const std::string why = head_.contradiction(); !why.empty()) throw ClientResponseError(request_.info(), 400, why);
    if (request_.auto_decompress) decoder_ = ContentDecoder::of(head_.headers.get("Content-Encoding", ""));
    if (!head_came_.done()) head_came_.set_result();
}

/// Hands bytes to the reader. False if it has enough before they are all unpacked: they are to be given again then.
bool Transfer::take_body(std::string_view bytes) {
    if (!decoder_) {
        content_.feed_data(bytes);
        return true;
    }
    std::string_view rest = bytes.substr(std::min(taken_, bytes.size()));
    const std::size_t ahead = taken_ - (bytes.size() - rest.size());
    while (!paused_) {
        const std::string_view plain = decoder_->decode(rest);
        if (plain.empty()) {
            taken_ = ahead;
            return true;
        }
        content_.feed_data(plain);
    }
    taken_ = ahead + bytes.size() - rest.size();
    return false;
}

std::size_t Transfer::on_header(char* line, std::size_t, std::size_t size, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    try {
        transfer.take_header({line, size});
        return size;
    } catch (...) {
        transfer.trouble_ = std::current_exception();
        return size + 1;
    }
}

/// A reader that has enough gets the bytes later: libcurl keeps them.
std::size_t Transfer::on_body(char* bytes, std::size_t, std::size_t size, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.something_came();
    try {
        if (!transfer.paused_ && transfer.take_body({bytes, size})) return size;
        transfer.held_back_ = true;
        return CURL_WRITEFUNC_PAUSE;
    } catch (const ContentDecoder::Broken&) {
        transfer.trouble_ = transfer.broken_body_error(CURLE_BAD_CONTENT_ENCODING);
        return size + 1;
    } catch (...) {
        transfer.trouble_ = std::current_exception();
        return size + 1;
    }
}

std::size_t Transfer::on_upload(char* out, std::size_t one, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    if (transfer.awaits_continue_) return CURL_READFUNC_PAUSE;
    transfer.something_came();
    try {
        return transfer.upload_->read(out, one * count).value_or(CURL_READFUNC_PAUSE);
    } catch (...) {
        transfer.trouble_ = std::current_exception();
        return CURL_READFUNC_ABORT;
    }
}

void Transfer::pause_reading() {
    paused_ = true;
    read_by_.clear();
}

void Transfer::resume_reading() {
    if (!std::exchange(paused_, false) || !running_) return;
    something_came();
    unpause_soon("http.resume_reading");
}

/// Not at once: libcurl may have bytes, and who reads them now is not ready for them; or it is libcurl who calls.
void Transfer::unpause_soon(const char* name) {
    resuming_ = Handle(own_call<HandleState>(loop_, trace::Callback::user, named(name, [this] {
        if (running_ && !paused_) unpause();
    })));
    loop_.push(resuming_.state());
}

void Transfer::more_to_send() {
    if (running_) unpause();
}

/// Both directions: who does not want to go on is asked again at once, and says so.
void Transfer::unpause() {
    held_back_ = false;
    multi_.unpause(easy_.get());
}

}  // namespace asyncio::http
