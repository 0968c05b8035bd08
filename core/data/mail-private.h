#pragma once

#include "core/data/mail.h"

G_BEGIN_DECLS

/* Bytes of a mail, or of a part of it. */
typedef struct
{
  const char *start, *end;
} InkSpan;

typedef enum
{
  INK_MAIL_PLAIN, /* 7bit, 8bit, binary, and what is not known */
  INK_MAIL_QUOTED_PRINTABLE,
  INK_MAIL_BASE64,
} InkMailEncoding;

/* Decoded, but not yet from its character set; (transfer full). */
GString *ink_mail_decode (InkSpan body, InkMailEncoding encoding);

/* ink_mail_to_utf8: @charset: (nullable); @encoded: whether the bytes came out
 * of an encoding, so that they are what the sender meant, and not what a
 * program made UTF-8 of since. Never fails: what is in no such set is UTF-8,
 * else Latin-1. Without NULs; (transfer full). */
char *ink_mail_to_utf8 (const char *bytes, gsize n, const char *charset,
                        gboolean encoded);

/* A header's value, unfolded, with its encoded words (RFC 2047) decoded;
 * (transfer full). */
char *ink_mail_header_text (InkSpan value);

/* Appends what a person reads of @html. */
void ink_html_append_text (GString *text, const char *html);

G_END_DECLS
