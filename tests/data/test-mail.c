/* What is read of mails: subject and body, decoded; of alternatives the plain
 * one; no attachments. And mails written to do harm: cut at every byte, deep,
 * endless. */
#include "core/data/mail.h"

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "tests/data/temp-folder.h"

typedef struct
{
  const char *mail;
  const char *expected;
} Case;

#define HEAD "From: a@b.c\nSubject: Hello\n"

static const Case cases[] = {
  { HEAD "\nbody\n", "Hello\nbody\n" },
  { "From: a\r\nSubject: Two\r\n lines\r\n\r\nb\r\n", "Two lines\nb\r\n" },
  { "From x@y Thu Aug 22 13:17:22 2002\n" HEAD "\nbody", "Hello\nbody\n" },
  { "no mail: at all", "no mail: at all" },
  { "Dear: all,\n\nthis is text\n", "Dear: all,\n\nthis is text\n" },
  { "caf\xe9", "café" },
  { "", "" },
  { "Subject: only", "only\n" },
  { "subject: =?iso-8859-1?Q?caf=E9_au?= =?UTF-8?B?IGxhaXTigqw=?= now\n\n",
    "café au lait€ now\n" },
  { "Subject: =?x?Z?a?= =?broken\n\nb\n", "=?x?Z?a?= =?broken\nb\n" },
  { HEAD "Content-Type: text/plain; charset=iso-8859-1\n"
         "Content-Transfer-Encoding: quoted-printable\n\n"
         "caf=E9 soft=\n break=3D=zz\n",
    "Hello\ncafé soft break==zz\n" },
  { HEAD "Content-Type: text/plain; charset=\"koi8-r\"\n"
         "Content-Transfer-Encoding: base64\n\n8NLJ18XU\n",
    "Hello\nПривет\n" },
  { HEAD "Content-Type: text/plain; charset=koi8-r\n\n\xf0\xd2\xc9\n",
    "Hello\nПри\n" },
  /* made UTF-8 by whoever kept it */
  { HEAD "Content-Type: text/plain; charset=koi8-r\n\nПри\n", "Hello\nПри\n" },
  { HEAD "Content-Type: text/plain; charset=../../etc\n\ncaf\xe9\n",
    "Hello\ncafé\n" },
  { HEAD "Content-Type: text/html\n\n<html><head><style>p {}</style></head>"
         "<body><p>one <b>two</b>three</p><!-- not > this -->a &amp; b&#233;"
         "&lt;<script>x < y</script><br>end &bogus; &#0; 1 < 2</body>",
    "Hello\none twothree\na & bé<\nend &bogus; &#0; 1 < 2\n" },
  { HEAD "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n",
    "Hello\n" },
  { HEAD "Content-Type: multipart/mixed;\n\tboundary=\"x y\"\n\nbefore\n"
         "--x y\n\nfirst\n--x y\nContent-Type: text/plain\n"
         "Content-Disposition: attachment; filename=a.txt\n\nnot this\n"
         "--x y\nContent-Type: application/pdf\n\nnor this\n"
         "--x y\nContent-Type: message/rfc822\n\nSubject: inner\n\nwords\n"
         "--x y--\nafter\n",
    "Hello\nfirst\ninner\nwords\n" },
  { HEAD "Content-Type: multipart/alternative; boundary=b\n\n"
         "--b\nContent-Type: text/html\n\n<p>rich</p>\n"
         "--b\nContent-Type: text/plain\n\nplain\n--b--\n",
    "Hello\nplain\n" },
  { HEAD "Content-Type: multipart/alternative; boundary=b\n\n"
         "--b\nContent-Type: text/html\n\n<p>rich</p>\n--b--\n",
    "Hello\nrich\n" },
  { HEAD "Content-Type: multipart/mixed; boundary=b\n\n"
         "--b\n\nit never --b\ncloses --bb\n",
    "Hello\nit never --b\ncloses --bb\n" },
  { HEAD "Content-Type: multipart/mixed\n\nno boundary\n",
    "Hello\nno boundary\n" },
};

static void
test_mails (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize n;
      g_autofree char *text
          = ink_mail_text (cases[i].mail, strlen (cases[i].mail), &n);

      g_assert_cmpstr (text, ==, cases[i].expected);
      g_assert_cmpuint (n, ==, strlen (text));
    }
}

/* Whatever is left of a mail is some text. */
static void
test_cut (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize cut = 0; cut < strlen (cases[i].mail); cut++)
      {
        gsize n;
        g_autofree char *bytes = g_memdup2 (cases[i].mail, MAX (cut, 1));
        g_autofree char *text = ink_mail_text (bytes, cut, &n);

        g_assert_true (g_utf8_validate_len (text, n, NULL));
        g_assert_cmpuint (n, ==, strlen (text));
      }
}

static void
test_nul (void)
{
  static const char mail[] = "Subject: a\0b\n\nc\0d\n";
  static const char utf16[]
      = "Subject: x\nContent-Type: text/plain; charset=utf-16le\n"
        "Content-Transfer-Encoding: base64\n\nYQAAAGIA\n";
  gsize n;
  g_autofree char *text = ink_mail_text (mail, sizeof mail - 1, &n);
  g_autofree char *wide = ink_mail_text (utf16, sizeof utf16 - 1, &n);

  g_assert_cmpstr (text, ==, "ab\ncd\n");
  g_assert_cmpstr (wide, ==, "x\nab\n");
}

/* Work grows with size times a small depth: none of these takes long. */
static void
test_hostile (void)
{
  static const char *const units[]
      = { "--b\nContent-Type: multipart/mixed; boundary=b\n\n", "<a ", "<!--",
          "=?a?q?", "&#", "<script>", "\nFrom ", "--b\n",
          "Content-Type: message/rfc822\n\n", "; boundary=", "</", "-- --" };
  static const char *const heads[]
      = { HEAD "Content-Type: multipart/mixed; boundary=b\n\n",
          HEAD "Content-Type: text/html\n\n", "Subject: ",
          HEAD "Content-Type: message/rfc822\n\n",
          HEAD "Content-Type: multipart/alternative; boundary=b\n\n",
          "From: a\nContent-Type: multipart/mixed" };
  const gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    for (guint k = 0; k < G_N_ELEMENTS (units); k++)
      {
        g_autoptr (GString) mail = g_string_new (heads[i]);
        g_autofree char *text = NULL;
        gsize n;

        while (mail->len < 200000)
          g_string_append (mail, units[k]);
        text = ink_mail_text (mail->str, mail->len, &n);
        g_assert_cmpuint (n, <=, 4 * mail->len);
      }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

static void
test_mailbox (void)
{
  static const char box[]
      = "From a Thu\nSubject: one\n\nFrom here on\n\nFrom the start, yes\n\n"
        "From b Fri\nSubject: two\n\nx\n\r\nFrom c\nFrom: c\n\n";
  const char *at = box;
  const char *end = box + strlen (box);
  const char *mail;
  g_autoptr (GString) found = g_string_new (NULL);
  gsize n;

  while ((mail = ink_mailbox_next (&at, end, &n)) != NULL)
    {
      g_autofree char *text = ink_mail_text (mail, n, &n);

      g_string_append_printf (found, "[%s]", text);
    }
  g_assert_cmpstr (found->str, ==,
                   "[one\nFrom here on\n\nFrom the start, yes\n\n]"
                   "[two\nx\n\r\n][]");
}

/* Raw unless asked for; a mailbox is as many texts as it has mails. */
static void
test_data (void)
{
  static const InkTextOptions mail = { .mail = TRUE };
  static const char box[] = "From a\nSubject: one\n\nx\n\n"
                            "From b\nSubject: two\n\ny\n";
  static const char lines[]
      = "{\"text\":\"Subject: a\\n\\nb\",\"label\":\"x\"}\n";
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *first = temp_folder_write_text (folder, "ham/1", box);
  g_autofree char *second
      = temp_folder_write (folder, "spam/1", "Subject: a\0\n\nb", 14);
  g_autofree char *file = temp_folder_write_text (folder, "a.jsonl", lines);
  g_autoptr (InkTextSet) set
      = ink_dataset_load_texts (folder, INK_SPLIT_TRAIN, &mail, NULL, NULL);
  g_autoptr (InkTextSet) table
      = ink_dataset_load_texts (file, INK_SPLIT_TRAIN, &mail, NULL, NULL);
  g_autoptr (InkTextSet) raw
      = ink_dataset_load_texts (file, INK_SPLIT_TRAIN, NULL, NULL, NULL);

  g_assert_cmpuint (ink_text_set_count (set), ==, 3);
  g_assert_cmpstr (ink_text_set_text (set, 0), ==, "one\nx\n\n");
  g_assert_cmpstr (ink_text_set_text (set, 1), ==, "two\ny\n");
  g_assert_cmpstr (ink_text_set_text (set, 2), ==, "a\nb\n");
  g_assert_cmpstr (ink_text_set_text (table, 0), ==, "a\nb\n");
  g_assert_cmpstr (ink_text_set_text (raw, 0), ==, "Subject: a\n\nb");
  temp_folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/mail/mails", test_mails);
  g_test_add_func ("/core/mail/cut", test_cut);
  g_test_add_func ("/core/mail/nul", test_nul);
  g_test_add_func ("/core/mail/hostile", test_hostile);
  g_test_add_func ("/core/mail/mailbox", test_mailbox);
  g_test_add_func ("/core/mail/data", test_data);
  return g_test_run ();
}
