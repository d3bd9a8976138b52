#include <arpa/inet.h>
#include <openssl/bn.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>

#include "ssl_object.hpp"

/// A certificate as Python's ssl tells it.
namespace asyncio {
namespace {

std::string text_of(const ASN1_STRING* string) {
    unsigned char* bytes = nullptr;
    const int length = ASN1_STRING_to_UTF8(&bytes, string);
    if (length < 0) return {};
    std::string text(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(length));
    OPENSSL_free(bytes);
    return text;
}

std::string raw_text(const ASN1_STRING* string) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)), static_cast<std::size_t>(ASN1_STRING_length(string))};
}

std::string name_of(const ASN1_OBJECT* object) {
    if (const int nid = OBJ_obj2nid(object); nid != NID_undef) return OBJ_nid2ln(nid);
    char text[128];
    OBJ_obj2txt(text, sizeof text, object, 1);
    return text;
}

PeerCertificate::Name decode(const X509_NAME* name) {
    PeerCertificate::Name all;
    int last_set = -1;
    for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
        const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
        if (X509_NAME_ENTRY_set(entry) != last_set) all.emplace_back();
        last_set = X509_NAME_ENTRY_set(entry);
        all.back().emplace_back(name_of(X509_NAME_ENTRY_get_object(entry)), text_of(X509_NAME_ENTRY_get_data(entry)));
    }
    return all;
}

/// What a function of OpenSSL's prints.
template <class Print>
std::string printed(Print print) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), BIO_free);
    print(bio.get());
    char* bytes = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &bytes);
    return {bytes, static_cast<std::size_t>(length)};
}

std::string time_text(const ASN1_TIME* time) {
    return printed([time](BIO* bio) { ASN1_TIME_print(bio, time); });
}

/// "127.0.0.1", "0:0:0:0:0:0:0:1".
std::string address_text(const ASN1_OCTET_STRING* address) {
    const unsigned char* bytes = ASN1_STRING_get0_data(address);
    const int length = ASN1_STRING_length(address);
    std::string text;
    if (length == 4)
        for (int i = 0; i < 4; ++i) text += (i ? "." : "") + std::to_string(bytes[i]);
    else if (length == 16)
        for (int i = 0; i < 16; i += 2) {
            char group[8];
            std::snprintf(group, sizeof group, "%s%X", i ? ":" : "", bytes[i] << 8 | bytes[i + 1]);
            text += group;
        }
    return length == 4 || length == 16 ? text : "<invalid>";
}

std::pair<std::string, std::string> decode(const GENERAL_NAME* name) {
    switch (name->type) {
    case GEN_DNS: return {"DNS", raw_text(name->d.dNSName)};
    case GEN_EMAIL: return {"email", raw_text(name->d.rfc822Name)};
    case GEN_URI: return {"URI", raw_text(name->d.uniformResourceIdentifier)};
    case GEN_IPADD: return {"IP Address", address_text(name->d.iPAddress)};
    case GEN_RID: return {"Registered ID", name_of(name->d.registeredID)};
    case GEN_DIRNAME: return {"DirName", printed([&](BIO* bio) { X509_NAME_print_ex(bio, name->d.directoryName, 0, XN_FLAG_ONELINE); })};
    default: return {"othername", "<unsupported>"};
    }
}

void add_other_names(PeerCertificate& decoded, X509* certificate) {
    auto* names = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) decoded.subjectAltName.push_back(decode(sk_GENERAL_NAME_value(names, i)));
    GENERAL_NAMES_free(names);
}

}  // namespace

PeerCertificate decode_certificate(X509* certificate) {
    PeerCertificate decoded;
    decoded.subject = decode(X509_get_subject_name(certificate));
    decoded.issuer = decode(X509_get_issuer_name(certificate));
    decoded.version = static_cast<int>(X509_get_version(certificate)) + 1;
    decoded.serialNumber = printed([certificate](BIO* bio) { i2a_ASN1_INTEGER(bio, X509_get0_serialNumber(certificate)); });
    decoded.notBefore = time_text(X509_get0_notBefore(certificate));
    decoded.notAfter = time_text(X509_get0_notAfter(certificate));
    add_other_names(decoded, certificate);
    return decoded;
}

}  // namespace asyncio
