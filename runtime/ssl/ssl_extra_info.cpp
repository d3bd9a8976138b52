#include "runtime/net/extra_info.hpp"
#include "ssl_object.hpp"

namespace asyncio {

ExtraInfo::operator PeerCertificate() const { return *std::get<Shared<PeerCertificate>>(info_); }
ExtraInfo::operator SSLCipher() const { return *std::get<Shared<SSLCipher>>(info_); }
ExtraInfo::operator SSLContext() const { return *std::get<Shared<SSLContext>>(info_); }
ExtraInfo::operator SSLObject() const { return *std::get<Shared<SSLObject>>(info_); }

}  // namespace asyncio
