#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pieces of a page that is XHTML and HTML at once, out of texts that may hold
 * anything. Private to ui/report. */

/* ink_report_clean: @text for people: valid UTF-8, at most @most characters
 * (then "…"; 0 for all), control characters as U+FFFD, without what turns the
 * direction of writing. Tabs and line feeds are spaces unless @lines.
 * (transfer full) */
char *ink_report_clean (const char *text, gsize most, gboolean lines);
/* ink_report_name: a class's or a file's name as part of a sentence: cleaned,
 * shortened, and what follows it stays as it is, whichever way it is written.
 * (transfer full) */
char *ink_report_name (const char *name);

/* Appends @text, of ink_report_clean() or ours, with what XML needs escaped. */
void ink_report_append_text (GString *html, const char *text);
/* The same of any string, cleaned as ink_report_name(). */
void ink_report_append_name (GString *html, const char *name);
/* "<tag class="style">text</tag>"; @style may be NULL. */
void ink_report_append_element (GString *html, const char *tag,
                                const char *style, const char *text);
/* A cell with a number; "–" where it is not finite. */
void ink_report_append_number (GString *html, double value, int decimals);
/* src="data:TYPE;base64,..." */
void ink_report_append_source (GString *html, const char *type, GBytes *bytes);

/* Numbers for people, whatever the locale; all (transfer full). */
/* "10,000" */
char *ink_report_count (guint64 count);
/* "99.57 %": more decimals where it would be rounded to 0 or 100 and is not. */
char *ink_report_percent (double share);
/* "0.9957": more decimals where it would be rounded to 0 or 1 and is not; "–"
 * where it is not finite. */
char *ink_report_number (double value, int decimals);

G_END_DECLS
