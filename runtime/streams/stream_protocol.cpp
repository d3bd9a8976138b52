#include "stream_protocol.hpp"

#include "runtime/net/transport.hpp"
#include "writer.hpp"

namespace asyncio {

StreamProtocol::StreamProtocol(Loop& loop, const StreamReader& reader, ClientConnected client_connected)
    : FlowControlMixin(loop), reader_(reader.state()), client_connected_(std::move(client_connected)),
      closed_(new FutureOf<void>(loop, trace::FutureKind::stream_closed)) {
    reader_->known_at(&reader_);
    if (client_connected_) strong_reader_ = reader;
}

StreamProtocol::~StreamProtocol() {
    if (reader_) {
        reader_->known_at(nullptr);
        reader_->set_flow(nullptr);
    }
    closed_.state()->mark_retrieved();       // an error that nobody waited for is no news
}

void StreamProtocol::replace_transport(Transport& transport) {
    if (reader_) reader_->set_flow(&transport, client_connected_ ? nullptr : Counted<BaseTransport>(&transport));
    over_ssl_ = static_cast<bool>(transport.get_extra_info("sslcontext"));
}

void StreamProtocol::connection_made(Transport& transport) {
    replace_transport(transport);
    if (!client_connected_) return;
    StreamWriter writer(*loop_, Counted<Transport>(&transport), Counted<StreamProtocol>(this), strong_reader_);
    task_ = client_connected_(*loop_, strong_reader_, writer);
}

bool StreamProtocol::eof_received() {
    if (reader_) reader_->feed_eof();
    return !over_ssl_;
}

void StreamProtocol::connection_lost(std::exception_ptr error) {
    if (reader_) error ? reader_->set_exception(error) : reader_->feed_eof();
    if (!closed_.done()) error ? closed_.set_exception(error) : closed_.set_result();
    FlowControlMixin::connection_lost(error);
    if (auto* reader = std::exchange(reader_, nullptr)) {
        reader->known_at(nullptr);
        reader->set_flow(nullptr);
    }
    strong_reader_ = {};
    task_ = {};
}

}  // namespace asyncio
