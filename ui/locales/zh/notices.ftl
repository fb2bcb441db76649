# unreviewed

notices-opened-title = 有一次分享被打开
notices-opened-text = 您分享的对象刚刚打开了它。请打开 Keepwell 查看是谁。
notices-asked-title = 有人请求更多时间
notices-asked-text = 您分享的对象请求更多时间。请打开 Keepwell 查看是谁。
notices-unlock = 解锁您的记录
