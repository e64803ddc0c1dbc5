#include "record/document_writer.h"

#include "isnad/names.h"

namespace isnad::record {

void write_document(JsonWriter& json, const Document& d) {
  json.key("document");
  json.begin_object();
  json.text("id", d.id);
  json.text_or_null("path", d.path);
  json.text_or_null("url", d.url);
  json.key("outlet");
  if (d.outlet_id.empty() && d.outlet_name.empty()) {
    json.null();
  } else {
    json.begin_object();
    json.text_or_null("id", d.outlet_id);
    json.text_or_null("name", d.outlet_name);
    json.end_object();
  }
  json.text_or_null("title", d.title);
  json.text_or_null("author", d.author);
  json.text("language", d.language);
  json.key("published");
  json.begin_object();
  json.text_or_null("value", d.published.value);
  json.text("basis", name_of(d.published.basis));
  json.end_object();
  json.text("text", d.text);
  json.text("content_hash", d.content_hash);
  json.key("near_duplicate_of");
  json.null();
  json.end_object();
}

}  // namespace isnad::record
