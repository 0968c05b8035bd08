#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows of separated values (RFC 4180) in bytes that hold whole rows, read in
 * place: a field that begins with a double quote runs to the next single one,
 * over separators and line breaks, and `""` in it is one quote; quotes
 * elsewhere are ordinary. Blank lines are passed over. The bytes may be in any
 * encoding that ASCII is part of. */
typedef struct
{
  char separator; /* '\0': a line is one field */
  gboolean quotes;
} InkRowFormat;

#define INK_TABLE_MAX_COLUMNS 1024

/* ink_row_scan: how far rows go, as ink_row_next() would read them. Zeroed at
 * the first of them, it may go on when there are more bytes: then @bytes begins
 * with those that it saw before. */
typedef struct
{
  gsize at;        /* looked at up to here */
  gboolean quoted; /* in a quoted field */
  gsize opened;    /* where the last quoted field began */
  gsize rows_end;  /* behind the last row's line break; 0: no row ends */
} InkRowScan;

void ink_row_scan (InkRowScan *scan, const InkRowFormat *format,
                   const char *bytes, gsize n);

typedef struct
{
  char *at;     /* the rest of the rows */
  char *end;    /* a byte that may be written to */
  guint64 line; /* of @at, from 1 */
  InkRowFormat format;
} InkRowReader;

typedef enum
{
  INK_ROW_SOUND,
  INK_ROW_UNCLOSED, /* a quote that never closes */
  INK_ROW_TRAILING, /* something between the closing quote and a separator */
  INK_ROW_TOO_WIDE, /* more than INK_TABLE_MAX_COLUMNS fields */
} InkRowFault;

typedef struct
{
  guint64 line; /* that it begins in */
  guint n_fields;
  char *fields[INK_TABLE_MAX_COLUMNS]; /* NUL-terminated, in the bytes */
  gsize lengths[INK_TABLE_MAX_COLUMNS];
  InkRowFault fault;
  guint64 fault_line;
  char found[8]; /* INK_ROW_TRAILING: what was found */
} InkRow;

/* ink_row_next: takes the next row, whatever is wrong with it; its bytes are
 * changed (quotes are taken out, NULs put in). Returns: FALSE at the end. */
gboolean ink_row_next (InkRowReader *reader, InkRow *row);
/* Passes over blank lines. Returns: where the next row ends, with its line
 * break; NULL at the end. */
char *ink_row_end (InkRowReader *reader);
/* ink_row_check: INK_ERROR_FORMAT or INK_ERROR_LIMIT that says what is wrong.
 * @name: of the file; @n_fields: that a row must have, 0 for any number */
gboolean ink_row_check (const InkRow *row, const char *name, guint n_fields,
                        GError **error);

/* How many of @bytes [n] are @byte. */
gsize ink_count_byte (const char *bytes, gsize n, char byte);

G_END_DECLS
