#include "connector.hpp"

#include "client_errors.hpp"
#include "connector_state.hpp"
#include "transfer.hpp"

namespace asyncio::http {
namespace {

Coroutine<> close_it(std::shared_ptr<ConnectorState> state) {
    state->close();
    co_return;
}

}  // namespace

ConnectorState::ConnectorState(Loop& loop, ConnectorOptions options, std::string unix_path)
    : loop_(&loop), options_(std::move(options)), unix_path_(std::move(unix_path)), pool_(loop, options_.limit, options_.limit_per_host),
      names_(loop, options_.use_dns_cache ? options_.ttl_dns_cache : 0),
      multi_(std::make_unique<Multi>(loop, options_.keepalive_timeout, options_.limit ? options_.limit : 1000)) {}

ConnectorState::~ConnectorState() {
    if (multi_ && !multi_->idle().empty()) loop_->call_exception_handler({"Unclosed connector"});
}

void ConnectorState::close() {
    if (!multi_) return;
    const auto multi = std::exchange(multi_, nullptr);
    pool_.close();
    for (Transfer* transfer : std::vector(multi->transfers()))
        transfer->fail(std::make_exception_ptr(detail::ClientConnectionError("Connector is closed.")));
}

Coroutine<> Connector::close() const { return close_it(state_).as("TCPConnector.close"); }
bool Connector::closed() const { return state_->closed(); }

TCPConnector::TCPConnector(ConnectorOptions options) {
    state_ = std::make_shared<ConnectorState>(get_running_loop(), std::move(options), "");
}

UnixConnector::UnixConnector(std::string path, ConnectorOptions options) {
    state_ = std::make_shared<ConnectorState>(get_running_loop(), std::move(options), std::move(path));
}

}  // namespace asyncio::http
