#pragma once
#include "client_request.hpp"
#include "client_session.hpp"

namespace asyncio::http {

/// The whole of a session's request: redirects, cookies, time limits. Python: ClientSession._request
Coroutine<ClientResponse> make_call(std::shared_ptr<SessionState> session, std::string method, StrOrURL url, RequestOptions options);

/// One request and the head of its response, over a connection from the pool. Throws ClientError. Emits: see
/// ClientSession.
Coroutine<ClientResponse> exchange(Connector connector, ClientRequest request);

}  // namespace asyncio::http
