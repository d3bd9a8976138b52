#include "client_call.hpp"
#include "connector_state.hpp"
#include "runtime/timeout.hpp"
#include "transfer.hpp"

namespace asyncio::http {
namespace {

using ConnectorPointer = std::shared_ptr<ConnectorState>;

std::optional<Micros> moment_of(const Loop& loop, std::optional<double> delay) {
    if (delay.value_or(0) <= 0) return {};
    return moment_after(loop, *delay);
}

std::optional<double> in_seconds(std::optional<Micros> moment) {
    return moment ? std::optional(to_seconds(*moment)) : std::nullopt;
}

/// Where the request can go, if libcurl cannot know it: by number, or over a connection that is there, it does.
Coroutine<std::vector<AddressInfo>> addresses_of(ConnectorPointer state, const ClientRequest& request) {
    const URL& url = request.url;
    if (!state->unix_path().empty() || Address::numeric(url.host(), url.port()) || state->has_idle(request.pool_key()))
        co_return std::vector<AddressInfo>();
    std::exception_ptr error;
    try {
        co_return co_await state->names().look_up(url.host(), url.port(), state->options().family);
    } catch (const OSError& refused) {
        error = std::make_exception_ptr(ClientConnectorError(request.connection_key(), refused.code,
                                                             refused.strerror.empty() ? refused.what() : refused.strerror));
    }
    std::rethrow_exception(error);
}

struct Way {
    Lease lease;
    std::vector<AddressInfo> addresses;
};

Coroutine<Way> find_way(ConnectorPointer state, const ClientRequest& request) {
    const std::string key = request.pool_key();
    co_await state->pool().take(key);
    Lease lease(state, key);
    if (state->closed()) throw detail::ClientConnectionError("Connector is closed.");
    auto addresses = co_await addresses_of(state, request);
    if (state->closed()) throw detail::ClientConnectionError("Connector is closed.");
    co_return Way{std::move(lease), std::move(addresses)};
}

/// The same, but not longer than ClientTimeout::connect.
Coroutine<Way> find_way_in_time(ConnectorPointer state, const ClientRequest& request, std::optional<Micros> connect_by) {
    Timeout limit = timeout_at(in_seconds(connect_by));
    try {
        co_return co_await async_with(limit, [&] { return find_way(state, request); });
    } catch (const TimeoutError&) {
        if (!limit.expired()) throw;
    }
    throw ServerTimeoutError("Connection timeout to host " + request.info().url.str());
}

}  // namespace

Coroutine<ClientResponse> exchange(Connector connector, ClientRequest request) {
    const ConnectorPointer state = connector.state();
    std::optional<Micros> connect_by = moment_of(state->loop(), request.timeout.connect);
    Way way = co_await find_way_in_time(state, request, connect_by);
    if (const auto by = moment_of(state->loop(), request.timeout.sock_connect)) connect_by = std::min(*by, connect_by.value_or(*by));
    const auto transfer = std::make_shared<Transfer>(state, std::move(way.lease), std::move(request));
    transfer->begin(way.addresses, connect_by);
    co_await transfer->head_came();
    co_return ClientResponse(std::make_shared<ClientResponseState>(transfer));
}

}  // namespace asyncio::http
