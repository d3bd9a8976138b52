#include "decode.hpp"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <memory>

#include "runtime/http/ascii.hpp"
#include "runtime/unicode_errors.hpp"
#include "runtime/utf8.hpp"

namespace asyncio::http {
namespace {

bool is_utf8(std::string_view encoding) {
    const std::string name = lowered(encoding);
    return name == "utf-8" || name == "utf8" || name == "utf_8";
}

void check_utf8(std::string_view bytes) {
    const std::size_t valid = valid_utf8(bytes);
    if (valid == bytes.size()) return;
    const Utf8 bad = next_utf8(bytes.substr(valid), true);
    throw UnicodeDecodeError(bytes, valid, valid + std::max<std::size_t>(bad.size, 1), bad.problem ? bad.problem : "invalid start byte");
}

class Converter {
public:
    /// Python's "latin-1" and "utf-16-le" are "LATIN1" and "UTF-16LE" to others.
    explicit Converter(std::string encoding) : iconv_(iconv_open("UTF-8", encoding.c_str())) {
        if (const auto hyphen = encoding.find_last_of("-_"); !*this && hyphen != encoding.npos)
            iconv_ = iconv_open("UTF-8", encoding.erase(hyphen, 1).c_str());
    }
    ~Converter() { if (*this) iconv_close(iconv_); }
    Converter(const Converter&) = delete;
    explicit operator bool() const { return iconv_ != reinterpret_cast<iconv_t>(-1); }

    std::string convert(std::string_view bytes) {
        std::string text;
        std::array<char, 4096> piece;
        char* in = const_cast<char*>(bytes.data());   // POSIX forgot the const
        std::size_t left = bytes.size();
        while (left > 0) {
            char* out = piece.data();
            std::size_t room = piece.size();
            const std::size_t result = iconv(iconv_, &in, &left, &out, &room);
            text.append(piece.data(), out);
            if (result != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
            const auto at = static_cast<std::size_t>(in - bytes.data());
            throw UnicodeDecodeError(bytes, at, at + 1, errno == EINVAL ? "incomplete multibyte sequence" : "illegal multibyte sequence");
        }
        return text;
    }

private:
    iconv_t iconv_;
};

}  // namespace

bool is_encoding(const std::string& encoding) { return is_utf8(encoding) || static_cast<bool>(Converter(encoding)); }

std::string decode(std::string_view bytes, const std::string& encoding) {
    if (is_utf8(encoding)) {
        check_utf8(bytes);
        return std::string(bytes);
    }
    Converter converter(encoding);
    if (!converter) throw LookupError("unknown encoding: " + encoding);
    return converter.convert(bytes);
}

}  // namespace asyncio::http
