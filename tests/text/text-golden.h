#pragma once

#include <json-glib/json-glib.h>

/* The golden file @name, made by tests/golden/make-text.py. */
static inline JsonNode *
text_golden (const char *name)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "golden", name, NULL);

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}
