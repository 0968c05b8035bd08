/* The classes of two models together. */
#include <stdlib.h>
#include <string.h>

#include "core/model/naive-bayes-sum-private.h"

/* A whole number in its shortest form: what prints back the same. */
static gboolean
is_number (const char *text)
{
  char printed[32];
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number,
                                 NULL))
    return FALSE;
  g_snprintf (printed, sizeof printed, "%" G_GINT64_FORMAT, number);
  return strcmp (printed, text) == 0;
}

static int
compare_bytes (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static int
compare_numbers (const void *a, const void *b)
{
  gint64 x = g_ascii_strtoll (*(char *const *) a, NULL, 10);
  gint64 y = g_ascii_strtoll (*(char *const *) b, NULL, 10);

  return (x > y) - (x < y);
}

typedef int (*Compare) (const void *a, const void *b);

static Compare
order_of (const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (!is_number (names[i]))
      return compare_bytes;
  return compare_numbers;
}

static gboolean
are_sorted (const char *const *names)
{
  Compare compare = order_of (names);

  for (guint i = 0; names[i] != NULL && names[i + 1] != NULL; i++)
    if (compare (&names[i], &names[i + 1]) >= 0)
      return FALSE;
  return TRUE;
}

void
ink_class_union_free (InkClassUnion *classes)
{
  if (classes == NULL)
    return;
  g_strfreev (classes->names);
  g_free (classes->first);
  g_free (classes->second);
  g_free (classes);
}

/* (transfer full): where each of @names is in @all. */
static guint32 *
places (const char *const *names, GStrv all)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = g_strv_length ((GStrv) names);
  guint32 *found = g_new (guint32, MAX (n, 1));

  for (guint i = 0; all[i] != NULL; i++)
    g_hash_table_insert (numbers, all[i], GUINT_TO_POINTER (i));
  for (guint i = 0; i < n; i++)
    found[i] = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, names[i]));
  return found;
}

GStrv
ink_class_names_of (const char *const *labels, gsize n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GStrv names;

  for (gsize i = 0; i < n; i++)
    if (g_hash_table_add (seen, (gpointer) labels[i]))
      g_strv_builder_add (builder, labels[i]);
  names = g_strv_builder_end (builder);
  qsort (names, g_strv_length (names), sizeof *names,
         order_of ((const char *const *) names));
  return names;
}

InkClassUnion *
ink_class_union_new (const char *const *first, const char *const *second)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  InkClassUnion *classes = g_new0 (InkClassUnion, 1);

  for (guint i = 0; first[i] != NULL; i++)
    g_hash_table_add (known, (gpointer) first[i]);
  g_strv_builder_addv (builder, (const char **) first);
  for (guint i = 0; second[i] != NULL; i++)
    if (!g_hash_table_contains (known, second[i]))
      g_strv_builder_add (builder, second[i]);
  classes->names = g_strv_builder_end (builder);
  classes->n = g_strv_length (classes->names);
  if (are_sorted (first) && are_sorted (second))
    qsort (classes->names, classes->n, sizeof *classes->names,
           order_of ((const char *const *) classes->names));
  classes->first = places (first, classes->names);
  classes->second = places (second, classes->names);
  return classes;
}
