/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <xlsxwriter.h>

G_BEGIN_DECLS

/* The functions of libxlsxwriter that workbooks are written with; the library, and OpenSSL with it, is loaded with the first workbook. */
#define AEQ_LXW_FUNCTIONS(F) \
  F (chart_add_series) F (chart_axis_set_interval_unit) F (chart_axis_set_label_position) \
  F (chart_axis_set_name) F (chart_axis_set_num_format) F (chart_legend_delete_series) \
  F (chart_legend_set_position) F (chart_series_set_categories) F (chart_series_set_fill) \
  F (chart_series_set_line) F (chart_series_set_marker_type) F (chart_series_set_name_range) \
  F (chart_series_set_values) F (chart_title_set_name) F (chart_title_set_name_font) F (format_set_align) \
  F (format_set_bg_color) F (format_set_bold) F (format_set_bottom) F (format_set_font_color) \
  F (format_set_font_size) F (format_set_num_format) F (format_set_text_wrap) F (lxw_strerror) \
  F (lxw_workbook_free) F (workbook_add_chart) F (workbook_add_format) F (workbook_add_worksheet) \
  F (workbook_close) F (workbook_new_opt) F (workbook_set_properties) F (worksheet_add_table) \
  F (worksheet_autofilter) F (worksheet_fit_to_pages) F (worksheet_freeze_panes) F (worksheet_gridlines) \
  F (worksheet_insert_chart_opt) F (worksheet_repeat_rows) F (worksheet_set_column) \
  F (worksheet_set_landscape) F (worksheet_write_boolean) F (worksheet_write_number) \
  F (worksheet_write_string)

typedef struct
{
#define AEQ_LXW_FIELD(name) __typeof__ (&name) name;
  AEQ_LXW_FUNCTIONS (AEQ_LXW_FIELD)
#undef AEQ_LXW_FIELD
} AeqLxw;

/* Filled by aeq_lxw_load(). */
extern AeqLxw aeq_lxw;

/* From any thread, as often as one likes. AEQ_ERROR_FAILED when the library is not there or is another one. */
gboolean aeq_lxw_load (GError **error);

G_END_DECLS
