#pragma once
#include <curl/curl.h>

#include <array>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>

namespace asyncio::http {

/// A list of texts as libcurl takes it.
class TextList {
public:
    TextList() = default;
    TextList(const TextList&) = delete;
    ~TextList() { curl_slist_free_all(list_); }
    void add(const std::string& text) {
        curl_slist* longer = curl_slist_append(list_, text.c_str());
        if (!longer) throw std::bad_alloc();
        list_ = longer;
    }
    curl_slist* get() const { return list_; }

private:
    curl_slist* list_ = nullptr;
};

/// libcurl's handle of one transfer, with what it refers to.
class EasyHandle {
public:
    EasyHandle() : easy_(curl_easy_init()) {
        if (!easy_) throw std::bad_alloc();
        set(CURLOPT_ERRORBUFFER, words_.data());
    }
    CURL* get() const { return easy_.get(); }
    void close() { easy_.reset(); }

    void set(CURLoption option, long value) { check(curl_easy_setopt(get(), option, value)); }
    void set(CURLoption option, bool value) { set(option, value ? 1L : 0L); }
    void set(CURLoption option, const std::string& value) { check(curl_easy_setopt(get(), option, value.c_str())); }
    void set(CURLoption option, const char* value) { check(curl_easy_setopt(get(), option, value)); }
    template <class P>
    void set(CURLoption option, P* pointer) { check(curl_easy_setopt(get(), option, pointer)); }
    void set_size(CURLoption option, curl_off_t value) { check(curl_easy_setopt(get(), option, value)); }

    long info(CURLINFO what) const {
        long value = 0;
        return curl_easy_getinfo(get(), what, &value) == CURLE_OK ? value : 0;
    }
    /// The socket of its connection, if that is still open; else -1.
    int socket() const {
        curl_socket_t fd = CURL_SOCKET_BAD;
        return curl_easy_getinfo(get(), CURLINFO_ACTIVESOCKET, &fd) == CURLE_OK ? fd : -1;
    }
    /// What libcurl says of what went wrong.
    std::string words(CURLcode code) const { return words_[0] ? words_.data() : curl_easy_strerror(code); }

    TextList headers, addresses;

private:
    struct Closer {
        void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    };
    static void check(CURLcode code) {
        if (code == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
        if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
    }

    std::array<char, CURL_ERROR_SIZE> words_{};
    std::unique_ptr<CURL, Closer> easy_;
};

}  // namespace asyncio::http
