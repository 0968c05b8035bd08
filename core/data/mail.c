/* Mails. A part is its header and its body; a multipart body is parts between
 * lines of its boundary, to a depth that no honest mail reaches. Each byte
 * belongs to one part at every depth, so the work is bounded by size times
 * depth. */
#include "core/data/mail-private.h"

#include <string.h>

#define MAX_DEPTH 8
#define MAX_PARAMETER 256

typedef struct
{
  InkSpan type, encoding, disposition, subject; /* values; empty where none */
  gboolean known; /* there is a field that only mails have */
  InkSpan body;
} Part;

static gboolean
name_is (InkSpan name, const char *wanted)
{
  gsize n = strlen (wanted);

  return (gsize) (name.end - name.start) == n
         && g_ascii_strncasecmp (name.start, wanted, n) == 0;
}

/* Whether the blanks before it aside, @value begins with @start. */
static gboolean
begins_with (InkSpan value, const char *start)
{
  gsize n = strlen (start);

  while (value.start < value.end && g_ascii_isspace (*value.start))
    value.start++;
  return (gsize) (value.end - value.start) >= n
         && g_ascii_strncasecmp (value.start, start, n) == 0;
}

/* Where the value of the field in @line goes; NULL for one that is not looked
 * at. */
static InkSpan *
field_of (Part *part, InkSpan name)
{
  static const char *const known[]
      = { "From", "To", "Date", "Received", "Message-ID", "MIME-Version",
          "Return-Path", "Reply-To" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    part->known = part->known || name_is (name, known[i]);
  if (name_is (name, "Subject"))
    {
      part->known = TRUE;
      return &part->subject;
    }
  if (name_is (name, "Content-Type"))
    return &part->type;
  if (name_is (name, "Content-Transfer-Encoding"))
    return &part->encoding;
  return name_is (name, "Content-Disposition") ? &part->disposition : NULL;
}

/* The name of the field that begins at @start; empty where none does. */
static InkSpan
field_name (const char *start, const char *end)
{
  const char *p = start;

  while (p < end && *p > ' ' && *p < 0x7f && *p != ':')
    p++;
  return p < end && *p == ':' ? (InkSpan) { start, p }
                              : (InkSpan) { start, start };
}

static const char *
line_end (const char *start, const char *end)
{
  const char *p = memchr (start, '\n', (gsize) (end - start));

  return p == NULL ? end : p;
}

/* Reads the fields up to the blank line, or up to what is no field. */
static void
read_header (InkSpan mail, Part *part)
{
  const char *at = mail.start;
  InkSpan *value = NULL;

  *part = (Part) { 0 };
  while (at < mail.end)
    {
      const char *end = line_end (at, mail.end);
      const char *next = end + (end < mail.end);
      InkSpan name = field_name (at, end);

      if (end == at || (end == at + 1 && *at == '\r'))
        {
          at = next;
          break;
        }
      if (*at == ' ' || *at == '\t')
        {
          if (value != NULL)
            value->end = end;
        }
      else if (name.end == name.start)
        break;
      else
        {
          value = field_of (part, name);
          if (value != NULL)
            *value = (InkSpan) { name.end + 1, end };
        }
      at = next;
    }
  part->body = (InkSpan) { at, mail.end };
}

/* The parameter @name of a field's value, `; name=value`; NULL. */
static char *
take_parameter (InkSpan value, const char *name)
{
  gsize n = strlen (name);
  const char *p = value.start;

  while ((p = p == NULL || p >= value.end
              ? NULL
              : memchr (p, ';', (gsize) (value.end - p)))
         != NULL)
    {
      const char *end;

      for (p++; p < value.end && g_ascii_isspace (*p);)
        p++;
      if ((gsize) (value.end - p) <= n || p[n] != '='
          || g_ascii_strncasecmp (p, name, n) != 0)
        continue;
      p += n + 1;
      if (p < value.end && *p == '"')
        {
          p++;
          end = memchr (p, '"', (gsize) (value.end - p));
        }
      else
        for (end = p; end < value.end && *end != ';'
                      && !g_ascii_isspace (*end);)
          end++;
      if (end == NULL || end == p || end - p > MAX_PARAMETER)
        return NULL;
      return g_strndup (p, (gsize) (end - p));
    }
  return NULL;
}

/* Steps through the parts of a multipart body. @at: (inout): NULL at first.
 * Returns: FALSE where there is none any more. */
static gboolean
next_part (InkSpan body, const char *delimiter, const char **at,
           InkSpan *part)
{
  gsize n = strlen (delimiter);
  const char *p = *at == NULL ? body.start : *at;
  const char *start = *at;

  while (p < body.end
         && (p = memmem (p, (gsize) (body.end - p), delimiter, n)) != NULL)
    {
      gboolean at_line = p == body.start || p[-1] == '\n';
      const char *line = line_end (p, body.end);

      if (at_line && start != NULL)
        {
          *part = (InkSpan) { start, p };
          *at = body.end - p >= (gssize) n + 2 && p[n] == '-'
                        && p[n + 1] == '-'
                    ? body.end
                    : MIN (line + 1, body.end);
          return TRUE;
        }
      if (at_line)
        start = MIN (line + 1, body.end);
      p = at_line ? start : p + n;
    }
  if (start == NULL || start >= body.end)
    return FALSE;
  *part = (InkSpan) { start, body.end }; /* the last one does not close */
  *at = body.end;
  return TRUE;
}

static InkMailEncoding
encoding_of (const Part *part)
{
  if (begins_with (part->encoding, "base64"))
    return INK_MAIL_BASE64;
  if (begins_with (part->encoding, "quoted-printable"))
    return INK_MAIL_QUOTED_PRINTABLE;
  return INK_MAIL_PLAIN;
}

static void
append_body (GString *text, const Part *part)
{
  InkMailEncoding encoding = encoding_of (part);
  g_autoptr (GString) decoded = ink_mail_decode (part->body, encoding);
  g_autofree char *charset = take_parameter (part->type, "charset");
  g_autofree char *utf8
      = ink_mail_to_utf8 (decoded->str, decoded->len, charset,
                          encoding != INK_MAIL_PLAIN);

  if (begins_with (part->type, "text/html"))
    ink_html_append_text (text, utf8);
  else
    g_string_append (text, utf8);
  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, '\n');
}

static void append_entity (GString *text, InkSpan entity, guint depth);

/* What is best of alternatives: plain text, else parts, else HTML. */
static guint
rank_of (InkSpan entity)
{
  Part part;

  read_header (entity, &part);
  if (begins_with (part.type, "text/html"))
    return 2;
  if (part.type.start == NULL || begins_with (part.type, "text/"))
    return 4;
  return begins_with (part.type, "multipart/") ? 3 : 1;
}

static void
append_parts (GString *text, const Part *part, guint depth)
{
  g_autofree char *boundary = take_parameter (part->type, "boundary");
  g_autofree char *delimiter = NULL;
  gboolean choose = begins_with (part->type, "multipart/alternative");
  InkSpan child;
  InkSpan best = { NULL, NULL };
  guint best_rank = 0;

  if (boundary == NULL)
    append_body (text, part);
  if (boundary == NULL || depth == MAX_DEPTH)
    return;
  delimiter = g_strconcat ("--", boundary, NULL);
  for (const char *at = NULL; next_part (part->body, delimiter, &at, &child);)
    {
      guint rank = choose ? rank_of (child) : 0;

      if (!choose)
        append_entity (text, child, depth + 1);
      else if (rank > best_rank)
        {
          best = child;
          best_rank = rank;
        }
    }
  if (best.start != NULL)
    append_entity (text, best, depth + 1);
}

static void
append_mail (GString *text, const Part *part, guint depth)
{
  g_autofree char *subject = ink_mail_header_text (part->subject);

  if (subject[0] != '\0')
    g_string_append_printf (text, "%s\n", subject);
  if (begins_with (part->type, "multipart/"))
    append_parts (text, part, depth);
  else if (part->type.start == NULL || begins_with (part->type, "text"))
    append_body (text, part);
}

/* A part of a mail, with its header. */
static void
append_entity (GString *text, InkSpan entity, guint depth)
{
  Part part;
  Part inner;

  read_header (entity, &part);
  if (begins_with (part.disposition, "attachment"))
    return;
  if (!begins_with (part.type, "message/rfc822"))
    {
      part.subject = (InkSpan) { NULL, NULL };
      append_mail (text, &part, depth);
    }
  else if (depth < MAX_DEPTH)
    {
      read_header (part.body, &inner);
      append_mail (text, &inner, depth + 1);
    }
}

/* Passes over the line that a mailbox puts before a mail. */
static InkSpan
without_from_line (InkSpan mail)
{
  if ((gsize) (mail.end - mail.start) > 5
      && memcmp (mail.start, "From ", 5) == 0)
    {
      mail.start = line_end (mail.start, mail.end);
      mail.start += mail.start < mail.end;
    }
  return mail;
}

static gboolean
is_mail (InkSpan mail)
{
  Part part;

  read_header (without_from_line (mail), &part);
  return part.known;
}

char *
ink_mail_text (const char *bytes, gsize n, gsize *length)
{
  InkSpan mail = { bytes, bytes + n };
  g_autoptr (GString) text = g_string_new (NULL);
  Part part;

  if (!is_mail (mail))
    {
      char *plain = ink_mail_to_utf8 (bytes, n, NULL, FALSE);

      *length = strlen (plain);
      return plain;
    }
  read_header (without_from_line (mail), &part);
  append_mail (text, &part, 0);
  *length = text->len;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The next line `From ` behind a blank one with a header below; @end. */
static const char *
next_from_line (const char *at, const char *end)
{
  while (at < end
         && (at = memmem (at, (gsize) (end - at), "\nFrom ", 6)) != NULL)
    {
      const char *line = line_end (at + 1, end);
      InkSpan name = { line, line };

      if (line < end)
        name = field_name (line + 1, line_end (line + 1, end));
      if ((at[-1] == '\n' || (at[-1] == '\r' && at[-2] == '\n'))
          && name.end > name.start)
        return at + 1;
      at++;
    }
  return end;
}

const char *
ink_mailbox_next (const char **at, const char *end, gsize *n)
{
  const char *start = *at;

  if (start == end)
    return NULL;
  *at = end;
  if (end - start > 5 && memcmp (start, "From ", 5) == 0
      && is_mail ((InkSpan) { start, end }))
    *at = next_from_line (line_end (start, end), end);
  *n = (gsize) (*at - start);
  return start;
}
