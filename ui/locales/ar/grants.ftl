# unreviewed

grants-title = من يستطيع رؤية سجلي
grants-now = الآن
grants-none = لا أحد يستطيع رؤية سجلك.
grants-none-fetch = لا أحد يستطيع جلب سجلك الآن.
grants-share = مشاركة مع عيادة
grants-open = { $count ->
    [one] عيادة واحدة تستطيع رؤية سجلك
    [two] عيادتان تستطيعان رؤية سجلك
    [few] { $count } عيادات تستطيع رؤية سجلك
   *[other] { $count } عيادة تستطيع رؤية سجلك
}
grants-copies = { $count ->
    [0] لم يُبلغ عن أي نسخة محفوظة.
    [one] أبلغونا عن نسخة محفوظة واحدة. لا نستطيع محوها.
    [two] أبلغونا عن نسختين محفوظتين. لا نستطيع محوهما.
    [few] أبلغونا عن { $count } نسخ محفوظة. لا نستطيع محوها.
   *[other] أبلغونا عن { $count } نسخة محفوظة. لا نستطيع محوها.
}
grants-offline = { $count ->
    [one] مشاركة واحدة يمكن فتحها عندما يتعذر الوصول إلى السجل العام.
   *[other] { $count } مشاركات يمكن فتحها عندما يتعذر الوصول إلى السجل العام.
}
grants-links = { $count ->
    [one] رابط مفتوح واحد يعمل لكل من يملكه.
   *[other] { $count } روابط مفتوحة تعمل لكل من يملكها.
}
grants-review = راجع واحدًا واحدًا
grants-review-hint = انظر من لديه وصول. أبقه أو أوقفه.
grants-stop-all = إيقاف كل شيء
grants-past = سابقًا
grants-past-none = لم تشارك من قبل.
grants-show-past = { $count ->
    [one] عرض واحد آخر
   *[other] عرض { $count } أخرى
}
grants-state-stopping = لم يُرسل الإيقاف بعد
grants-opened = { $count ->
    [0] لم يُفتح بعد
    [one] فُتح مرة واحدة
    [two] فُتح مرتين
    [few] فُتح { $count } مرات
   *[other] فُتح { $count } مرة
}
grants-opened-past = { $count ->
    [0] لم يُبلغ عن أي فتح
    [one] فُتح مرة واحدة
    [two] فُتح مرتين
    [few] فُتح { $count } مرات
   *[other] فُتح { $count } مرة
}
grants-stop-of = إيقاف وصول { $clinic }
grants-see = عرض { $clinic }
grants-detail-until = حتى: { $when }
grants-detail-made = شورك: { $when }
grants-detail-purpose = الغرض: { $purpose }
grants-detail-sees = يرون
grants-detail-saw = كان بإمكانهم رؤية
grants-detail-records = { $count ->
    [one] سجل واحد
    [two] سجلان
    [few] { $count } سجلات
   *[other] { $count } سجلًا
}
grants-detail-code = أظهر الرمز
grants-detail-more-time = أعطِ وقتًا أكثر
grants-detail-again = المشاركة معهم مرة أخرى
grants-detail-pause = إيقاف مؤقت
grants-detail-resume = السماح بالمتابعة
grants-detail-pending = نرسله حالما يتوفر الإنترنت. حتى ذلك الحين لا يتغير شيء للعيادة. لا يُرسل شيء وKeepwell مغلق أو مقفل.
grants-detail-paused-note = لا يستطيعون فتحه وهو متوقف مؤقتًا. الوقت يمضي.
grants-detail-stop = إيقاف الوصول
grants-detail-seen = ما حدث
grants-detail-nothing = لا شيء بعد. يظهر هنا عندما يفتحونه.
grants-detail-nothing-past = لم يُبلغ عن أي فتح.
grants-detail-facts = أين وصل
grants-relay-waiting = لم يُرسل كله إلى الخادم بعد
grants-relay-open = الخادم ينقله
grants-relay-paused = الخادم يحجزه
grants-relay-closed = أغلقه الخادم
grants-log-waiting = لم يُكتب في سجلك العام بعد
grants-log-granted = سجلك العام يقول: شورك
grants-log-stop_written = سجلك العام يقول: أُوقف
grants-detail-offline = يمكن فتحه عندما يتعذر الوصول إلى السجل العام.
grants-event-opened = فتحوه
grants-event-refused = حاولوا فتحه: مُنعوا
grants-event-shown = أخبرونا: كان على شاشتهم
grants-event-saved = أخبرونا: حفظوا نسخة
grants-event-printed = أخبرونا: طبعوه
grants-event-closed = أخبرونا: أغلقوه
grants-event-asked = طلبوا وقتًا أكثر
grants-event-verified = مُثبَت: مفتاح هذه العيادة
grants-event-said = غير مُثبَت
grants-stop-title-done = أُوقف الوصول
grants-stop-title-never = لم يُرسل قط
grants-stop-title-sending = جارٍ الإيقاف…
grants-stop-title-unsent = لم يُرسل الإيقاف بعد
grants-stop-title-closed = أُغلق، لكن ليس في سجلك العام بعد
grants-stop-title-written = في سجلك العام، لكنه لم يُغلق بعد
grants-stop-sub-done = { $time } · كُتب في سجلك العام
grants-stop-sub-unsent = سنرسله حالًا.
grants-stop-sub-sending = نرسل الإيقاف الآن.
grants-stop-sub-closed = نواصل المحاولة.
grants-stop-sub-written = نواصل المحاولة.
grants-stop-done = لا يستطيعون فتحه مرة أخرى.
grants-stop-done-more = لم يعد الرابط والرمز يعملان.
grants-stop-never = لم يستطع أحد فتحه.
grants-stop-never-more = لم يغادر جهازك.
grants-stop-sending = يستطيعون فتحه حتى يصل الإيقاف.
grants-stop-sending-more = يستغرق ذلك لحظة.
grants-stop-unsent = يستطيعون فتحه حتى يتصل جهازك بالإنترنت.
grants-stop-unsent-more = لا يُرسل شيء وKeepwell مغلق.
grants-stop-closed = لا يستطيعون أخذه مرة أخرى.
grants-stop-closed-more = أغلقه الخادم. سيصل إلى السجل العام قريبًا.
grants-stop-written = السجل العام يقول: أُوقف.
grants-stop-written-more = لكن الخادم لم يغلقه. العيادة التي تنظر في السجل العام لن تفتحه.
grants-stop-unopened = لم يُبلغ عن أي فتح.
grants-stop-seen = { $count ->
    [one] فتحوه مرة واحدة.
    [two] فتحوه مرتين.
    [few] فتحوه { $count } مرات.
   *[other] فتحوه { $count } مرة.
}
grants-stop-seen-more = قد يتذكرون ما رأوه.
grants-stop-saved = { $count ->
    [one] أخبرونا: حُفظت نسخة واحدة الساعة { $time }.
    [two] أخبرونا: حُفظت نسختان، آخرهما الساعة { $time }.
    [few] أخبرونا: حُفظت { $count } نسخ، آخرها الساعة { $time }.
   *[other] أخبرونا: حُفظت { $count } نسخة، آخرها الساعة { $time }.
}
grants-stop-saved-untimed = { $count ->
    [one] أخبرونا: حُفظت نسخة واحدة.
    [two] أخبرونا: حُفظت نسختان.
    [few] أخبرونا: حُفظت { $count } نسخ.
   *[other] أخبرونا: حُفظت { $count } نسخة.
}
grants-stop-saved-more = { $count ->
    [one] لا نستطيع محوها. قد توجد نسخ لا نراها.
   *[other] لا نستطيع محوها. قد توجد نسخ لا نراها.
}
grants-stop-printed = { $count ->
    [one] أخبرونا: طُبع مرة واحدة.
    [two] أخبرونا: طُبع مرتين.
    [few] أخبرونا: طُبع { $count } مرات.
   *[other] أخبرونا: طُبع { $count } مرة.
}
grants-stop-printed-more = لا نستطيع استرجاع الورق.
grants-stop-no-copy = لم يخبرونا عن أي نسخة.
grants-stop-no-copy-more = قد توجد نسخ لا نراها.
grants-stop-offline = قد يفتحه حاسوب دون إنترنت.
grants-stop-offline-more = سمحت بذلك. ينتهي في موعد أقصاه: { $when }.
grants-stop-law = قد تُلزم العيادة بحفظ ما استعملته لرعايتك.
grants-stop-again = المشاركة معهم مرة أخرى
grants-stop-all-title = إيقاف كل شيء؟
grants-stop-all-note = { $count ->
    [one] لدى عيادة واحدة وصول. لن تستطيع فتح سجلك مرة أخرى.
    [two] لدى عيادتين وصول. لن تستطيعا فتح سجلك مرة أخرى.
    [few] لدى { $count } عيادات وصول. لن تستطيع فتح سجلك مرة أخرى.
   *[other] لدى { $count } عيادة وصول. لن تستطيع فتح سجلك مرة أخرى.
}
grants-stop-all-yes = نعم، أوقف كل شيء
grants-stop-all-no = اتركه كما هو
grants-stop-all-done = { $count ->
    [0] أُوقف كل شيء
    [one] إيقاف واحد لم يُرسل بعد
   *[other] { $count } إيقافات لم تُرسل بعد
}
grants-stop-all-done-note = لا أحد يستطيع فتح سجلك الآن.
grants-stop-all-copies = النسخ المحفوظة أو المطبوعة تبقى لديهم.
grants-more-title = أعطِ وقتًا أكثر
grants-asked-title = { $clinic }: طلب وقت أكثر
grants-asked-note = وقت الطلب: { $when }. لا يتغير شيء ما لم تعطه.
grants-more-again-title = المشاركة معهم مرة أخرى
grants-more-note = { $clinic }: رمز جديد. يتوقف القديم حالما يُصنع الجديد.
grants-more-again-note = { $clinic }: رمز جديد. يرون الشيء نفسه كما من قبل.
grants-more-show = أظهر الرمز الجديد
grants-review-title = إبقاء أم إيقاف؟
grants-review-keep = إبقاء
grants-review-stop = إيقاف
grants-review-done = رأيت الجميع
grants-review-kept = { $count ->
    [0] لا أحد يستطيع فتح سجلك الآن.
    [one] عيادة واحدة ما زالت تستطيع رؤية سجلك.
    [two] عيادتان ما زالتا تستطيعان رؤية سجلك.
    [few] { $count } عيادات ما زالت تستطيع رؤية سجلك.
   *[other] { $count } عيادة ما زالت تستطيع رؤية سجلك.
}
grants-review-stopped = { $count ->
    [one] أوقفت واحدًا.
   *[other] أوقفت { $count }.
}
grants-review-unsent = { $count ->
    [one] إيقاف واحد لم يُرسل بعد.
   *[other] { $count } إيقافات لم تُرسل بعد.
}
grants-review-others = من يستطيع استعمال جهازك أو لديه كلماتك يستطيع رؤيته أيضًا.
grants-history-title = الوصول مع الوقت
grants-history-label = { $count ->
    [one] عيادة واحدة منذ { $from }. الجدول أدناه يقول الشيء نفسه.
   *[other] { $count } عيادات منذ { $from }. الجدول أدناه يقول الشيء نفسه.
}
grants-history-bar = كان يمكنها فتحه
grants-history-dot = فُتح
grants-history-cross = أُوقف
grants-history-table = في جدول
grants-history-clinic = العيادة
grants-history-from = من
grants-history-end = كيف انتهى
grants-history-times = مرات الفتح
grants-history-now = اليوم
grants-history-open = ما زال مفتوحًا
