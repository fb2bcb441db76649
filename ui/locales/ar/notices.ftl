# unreviewed

notices-opened-title = تم فتح مشاركة
notices-opened-text = فتحها للتو من شاركتها معه. افتح Keepwell لترى من هو.
notices-asked-title = هناك من يطلب وقتًا أكثر
notices-asked-text = من شاركتها معه يطلب وقتًا أكثر. افتح Keepwell لترى من هو.
notices-unlock = افتح قفل سجلك
