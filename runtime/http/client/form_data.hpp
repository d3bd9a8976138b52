#pragma once
#include <string>
#include <vector>

#include "../multidict.hpp"

namespace asyncio::http {

struct FieldOptions {
    std::string content_type = {};
    std::string filename = {};
};

/// The fields of a form: "a=1&b=2", or multipart/form-data once one of them is a file. Python: aiohttp.FormData
class FormData {
public:
    FormData() = default;
    FormData(const MultiDict& fields);
    /// Throws ValueError for a name, a file's name or a type that cannot stand in a header.
    void add_field(std::string name, std::string value, FieldOptions options = {});
    bool is_multipart() const { return multipart_; }

    /// For the request: its Content-Type, and the fields as that says.
    std::string content_type() const;
    std::string body() const;

private:
    struct Field {
        std::string name, value;
        FieldOptions options;
    };
    std::string multipart_body() const;

    std::vector<Field> fields_;
    std::string boundary_;
    bool multipart_ = false;
};

}  // namespace asyncio::http
