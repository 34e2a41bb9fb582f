//! 表单: the printed forms of a review, set as PDF.
