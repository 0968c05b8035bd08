#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the workbench remembers from one start to the next. */
typedef struct
{
  int width, height; /* of the window, when not maximized */
  gboolean maximized;
  char theme[8]; /* "system", "light", "dark" */
} InkSettings;

/* ink_settings_load: what is missing or makes no sense is the default. */
void ink_settings_load (InkSettings *settings);
/* Whole or not at all; a failure is nobody's concern. */
void ink_settings_save (const InkSettings *settings);

/* Whether a card of that name that can be folded is open; kept at once. */
gboolean ink_settings_get_open (const char *card, gboolean otherwise);
void ink_settings_set_open (const char *card, gboolean open);
/* The title of the digit model that was last chosen; kept at once.
 * Returns: (transfer full) (nullable). */
char *ink_settings_get_digit_model (void);
void ink_settings_set_digit_model (const char *title);
/* The same of the text model, by its key (model-entry.h). */
char *ink_settings_get_text_model (void);
void ink_settings_set_text_model (const char *key);
/* The paths of data that were chosen to evaluate on, the newest first; kept at
 * once. @kind: "images" or "texts".
 * Returns: (transfer full): never NULL. */
GStrv ink_settings_get_data (const char *kind);
void ink_settings_set_data (const char *kind, const char *const *paths);

/* The same of parts of texts, each as a line of text (text-choice.h). */
GStrv ink_settings_get_parts (void);
void ink_settings_set_parts (const char *const *parts);

/* The path that was last chosen for @use ("cross-validate"); kept at once.
 * Returns: (transfer full) (nullable). */
char *ink_settings_get_path (const char *use);
void ink_settings_set_path (const char *use, const char *path);

G_END_DECLS
