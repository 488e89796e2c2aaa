/* SPDX-License-Identifier: MIT */
#include "aeq-xlsx-style.h"

static lxw_format *
plain (AeqXlsxStyle *self, const char *number_format)
{
  lxw_format *format = aeq_lxw.workbook_add_format (self->book);

  if (number_format != NULL)
    aeq_lxw.format_set_num_format (format, number_format);
  aeq_lxw.format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  return format;
}

static lxw_format *
header (AeqXlsxStyle *self, uint8_t alignment)
{
  lxw_format *format = aeq_lxw.workbook_add_format (self->book);

  aeq_lxw.format_set_bold (format);
  aeq_lxw.format_set_bg_color (format, 0xe6ebf1);
  aeq_lxw.format_set_bottom (format, LXW_BORDER_THIN);
  aeq_lxw.format_set_align (format, alignment);
  return format;
}

static lxw_format *
bold (AeqXlsxStyle *self, double size)
{
  lxw_format *format = aeq_lxw.workbook_add_format (self->book);

  aeq_lxw.format_set_bold (format);
  aeq_lxw.format_set_font_size (format, size);
  return format;
}

void
aeq_xlsx_style_init (AeqXlsxStyle *self, lxw_workbook *book)
{
  *self = (AeqXlsxStyle){ .book = book };
  self->header = header (self, LXW_ALIGN_LEFT);
  self->header_right = header (self, LXW_ALIGN_RIGHT);
  self->title = bold (self, 16);
  self->heading = bold (self, 12);
  self->note = plain (self, NULL);
  aeq_lxw.format_set_font_color (self->note, 0x5e6670);
  self->wrapped = plain (self, NULL);
  aeq_lxw.format_set_text_wrap (self->wrapped);
  self->text = plain (self, NULL);
  self->text_right = plain (self, NULL);
  aeq_lxw.format_set_align (self->text_right, LXW_ALIGN_RIGHT);
  self->date = plain (self, "yyyy-mm-dd");
  self->instant = plain (self, "yyyy-mm-dd hh:mm:ss");
  self->clock = plain (self, "hh:mm");
  self->integer = plain (self, "#,##0;[Red]-#,##0");
  self->percent = plain (self, "0.0%");
  self->number = plain (self, "General");
}

lxw_format *
aeq_xlsx_style_money (AeqXlsxStyle *self, guint exponent)
{
  static const char ZEROS[] = "000000000";
  g_autofree char *format = NULL;
  guint digits = MIN (exponent, G_N_ELEMENTS (self->money) - 1);
  const char *zeros = ZEROS + sizeof ZEROS - 1 - digits;
  const char *point = digits > 0 ? "." : "";

  if (self->money[digits] == NULL)
    {
      format = g_strdup_printf ("#,##0%s%s;[Red]-#,##0%s%s", point, zeros, point, zeros);
      self->money[digits] = plain (self, format);
    }
  return self->money[digits];
}
