#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person reads of a mail (RFC 5322, MIME: RFC 2045 to 2047), from bytes
 * that nobody vouched for: no mail is an error, work and memory grow with its
 * size only. Any thread. */

/* ink_mail_text: the subject, and below it the body: quoted-printable, base64
 * and the character sets decoded, HTML without its tags, of alternatives the
 * plain one, without attachments. What has no header of a mail is taken as it
 * is: UTF-8, else Latin-1.
 * @bytes: [n]; a line `From ` of a mailbox may come first
 * @length: (out): of the text
 * Returns: (transfer full): valid UTF-8 without NUL, NUL-terminated. */
char *ink_mail_text (const char *bytes, gsize n, gsize *length);

/* ink_mailbox_next: the next mail of a mailbox (mbox: each begins with a line
 * `From ` behind a blank one); all of what is none at once.
 * @at: (inout): where it begins; then where the next does
 * @n: (out): bytes of it
 * Returns: it, in the bytes; NULL at @end. */
const char *ink_mailbox_next (const char **at, const char *end, gsize *n);

G_END_DECLS
