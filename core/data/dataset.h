#pragma once

#include <glib.h>

#include "core/data/image-set.h"
#include "core/data/text-set.h"

G_BEGIN_DECLS

/* A data set by name (`mnist`, `fashion-mnist`, `my-digits`, `spamassassin`) or
 * by path. A path
 * is a folder of IDX files (gzipped or not), a folder with one sub-folder of
 * PNG, InkML or text files a class (or with sub-folders train and test of that
 * kind), a folder of labelled drawings (drawing-folder.h), or a CSV, TSV or
 * JSON Lines file (gzipped or not). A name wins over a path: ./mnist is
 * a folder of that name. Labels of IDX files run from 0 to 9, unless a file
 * classes.txt beside them names other classes, one a line. */

typedef enum
{
  INK_SPLIT_TRAIN,
  INK_SPLIT_TEST,
} InkSplit;

typedef enum
{
  INK_DATA_IMAGES,
  INK_DATA_TEXTS,
} InkDataKind;

typedef enum
{
  INK_ENCODING_AUTO, /* UTF-8 where valid, else Latin-1 */
  INK_ENCODING_UTF8,
  INK_ENCODING_LATIN1,
} InkEncoding;

/* How to read a text data set; zeroed is the default. */
/* Whether the first row of a table is no text but names of the columns. */
typedef enum
{
  INK_HEADER_AUTO, /* what it looks like */
  INK_HEADER_YES,
  INK_HEADER_NO,
} InkHeader;

typedef struct
{
  /* Name or number from 1, or several, with commas between, whose texts are
   * joined by line breaks; NULL guesses. */
  const char *text_column;
  const char *label_column; /* name or number from 1; NULL guesses */
  InkHeader header;         /* of CSV and TSV; a column's name needs one */
  /* Double quotes are ordinary. Otherwise CSV is read by RFC 4180, and TSV too
   * if all of the file's fields that begin with a quote agree with it. */
  gboolean no_quotes;
  /* Automatic: for each row of a table, each file of a folder. */
  InkEncoding encoding;
  /* Bad rows, or files of a folder, are counted and passed over, instead of
   * being an error. */
  gboolean skip_bad_rows;
  /* Each text is a mail, of which only what a person reads of it is kept: see
   * mail.h. A file of a folder may be a mailbox of many. */
  gboolean mail;
  /* Tables: a file with the names of the labels 0, 1, 2 ..., one a line; NULL
   * takes the labels as they are. */
  const char *class_names;
} InkTextOptions;

const char *ink_split_name (InkSplit split);

/* ink_dataset_kind: what @data holds, from names and first bytes alone.
 * INK_ERROR_NOT_FOUND with what to do about it where it is not there. */
gboolean ink_dataset_kind (const char *data, InkDataKind *kind, GError **error);

/* Loads one split. Data that has no splits gives everything for either split.
 * @has_splits: (out) (optional).
 * Returns: (transfer full): or NULL with an error that names file, place,
 * expected and found. Any thread; blocks. */
InkImageSet *ink_dataset_load_images (const char *data, InkSplit split,
                                      gboolean *has_splits, GError **error);
InkTextSet *ink_dataset_load_texts (const char *data, InkSplit split,
                                    const InkTextOptions *options,
                                    gboolean *has_splits, GError **error);

/* The data sets known by name. */
typedef struct
{
  const char *name;  /* "mnist" */
  const char *title; /* "MNIST" */
  const char *about; /* one line */
  const char *terms; /* licence */
  gboolean own; /* the user's drawings: they come and go, from no source */
  const char *texts; /* a set of texts: its file; NULL for images */
  gboolean mails;    /* which are mails, to be read as such */
} InkKnownDataset;

/* [*n], static: those of images, and those of texts. */
const InkKnownDataset *ink_dataset_known (guint *n);
const InkKnownDataset *ink_dataset_known_texts (guint *n);
/* Where the files of @name are or would be; (transfer full) (nullable): NULL
 * where the name is not known. A set is looked for in the folders of
 * $INKLING_DATA_PATH (colons between), the user's data folder, and datasets/
 * of the system's data folders. */
char *ink_dataset_folder (const char *name);
gboolean ink_dataset_is_installed (const char *name);

/* Progress of a download: @done and @total bytes, @total 0 where unknown. */
typedef void (*InkProgressFunc) (const char *what, guint64 done, guint64 total,
                                 gpointer user_data);

/* ink_dataset_get: obtains @name, checks it (SHA-256) and puts it whole, or not
 * at all, into ink_dataset_folder(). Does nothing where it is installed. Any
 * thread; blocks.
 * @mirror: (nullable): a base URL to try first */
gboolean ink_dataset_get (const char *name, const char *mirror,
                          InkProgressFunc progress, gpointer user_data,
                          GError **error);

G_END_DECLS
