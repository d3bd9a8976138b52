#pragma once
#include "../../net/read_flow.hpp"
#include "../content_decoder.hpp"
#include "client_request.hpp"
#include "connector_state.hpp"
#include "easy_handle.hpp"
#include "received_head.hpp"
#include "upload.hpp"

namespace asyncio::http {

/// One request on its way, and its response on the way back: what libcurl does for it, and what that means here.
///
/// Whoever drops it breaks it off: then its connection is closed.
class Transfer final : public ReadFlow, public Upload::Sender {
public:
    Transfer(std::shared_ptr<ConnectorState> connector, Lease lease, ClientRequest request);
    ~Transfer();
    Transfer(const Transfer&) = delete;

    /// Sends the request to one of the `addresses` (none: libcurl knows the way), over a connection that is there or to
    /// be made until `connect_by`. Throws RuntimeError. Emits: io_begin.
    void begin(const std::vector<AddressInfo>& addresses, std::optional<Micros> connect_by);
    /// Done when the response's head is there. Fails with a ClientError.
    const Future<void>& head_came() const { return head_came_; }
    const ReceivedHead& head() const { return head_; }
    const ClientRequest& request() const { return request_; }
    const StreamReader& content() const { return content_; }
    bool running() const { return running_; }
    Loop& loop() const { return loop_; }
    /// Ends in TimeoutError if it is not complete by then.
    void complete_by(Micros when) { complete_by_.set(when); }
    /// Breaks it off: that is what is told to who waits for the head or reads the body. Emits: io_end.
    void fail(std::exception_ptr error);

    // For libcurl's side.
    void finished(CURLcode code);
    void receives_no_more();                 ///< libcurl does not look for bytes any more
    void something_came();                   ///< there are bytes: ClientTimeout::sock_read begins anew
    void pause_reading() override;
    void resume_reading() override;
    void more_to_send() override;
    void source_failed(std::exception_ptr error) override { fail(std::move(error)); }

private:
    static std::size_t on_header(char* line, std::size_t, std::size_t size, void* self);
    static std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* self);
    static std::size_t on_upload(char* out, std::size_t one, std::size_t count, void* self);
    static curl_socket_t on_open(void* self, curlsocktype, curl_sockaddr* address);
    static int on_connected(void* self, char*, char*, int, int);

    void set_up(const std::vector<AddressInfo>& addresses);
    void set_up_body();
    void take_header(std::string_view line);
    void begin_response();
    bool take_body(std::string_view bytes);
    bool has_all() const { return head_.complete() && (!decoder_ || decoder_->is_complete()); }
    bool may_be_sent();
    void unpause();
    void unpause_soon(const char* name);
    void end(const std::exception_ptr& error);
    std::exception_ptr error_of(CURLcode code) const;
    std::exception_ptr connecting_error(CURLcode code) const;
    std::exception_ptr broken_head_error(CURLcode code) const;
    std::exception_ptr broken_body_error(CURLcode code) const;
    std::string about() const { return ": " + request_.info().str(); }

    const std::shared_ptr<ConnectorState> connector_;   // which must outlast everything here
    Lease lease_;
    const ClientRequest request_;
    Loop& loop_;
    Multi& multi_;
    EasyHandle easy_;
    Address last_address_;                   // that is tried
    ReceivedHead head_;
    std::size_t head_size_ = 0;
    std::unique_ptr<ContentDecoder> decoder_;   // nullptr: the body is as it comes
    std::size_t taken_ = 0;                  // bytes that libcurl will give again, and the decoder has had
    Future<void> head_came_;
    StreamReader content_;
    Counted<Upload> upload_;                 // none: the body is sent as a whole, or there is none
    Deadline connect_by_, complete_by_, read_by_;
    Handle resuming_;
    std::exception_ptr trouble_;             // what was thrown in one of libcurl's callbacks
    bool running_ = false, connected_ = false;
    bool awaits_continue_ = false;           // the server has not said yet that it wants the body
    bool stopped_ = false;                   // libcurl wanted to send the request again, and was told not to
    bool paused_ = false, held_back_ = false;   // the reader has enough; libcurl keeps bytes back
};

}  // namespace asyncio::http
