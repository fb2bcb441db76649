# unreviewed

activity-title = من اطّلع
activity-show = عرض
activity-all = الكل
activity-opened-only = فتح
activity-saved-only = حفظ نسخة
activity-none-title = لا شيء هنا بعد
activity-none = عندما تفتح عيادة سجلك يظهر ذلك هنا.
activity-today = اليوم
activity-yesterday = أمس
activity-what-opened = فتح سجلك
activity-what-refused = محاولة فتح: مُنعت
activity-what-shown = نظر في سجلك
activity-what-saved = حفظ نسخة
activity-what-printed = طبع نسخة
activity-what-closed = أغلق سجلك
activity-what-asked = طلب وقتًا أكثر
activity-what-shared = أعطيت الوصول
activity-what-handed_over = سلّمت السجل بالرمز المتحرك
activity-what-stopped = أوقفت الوصول
activity-what-paused = علّقت الوصول
activity-what-resumed = أعدت السماح
activity-what-ended = انتهى الوصول
activity-what-imported = أضفت سجلات
activity-times = { $what }، عدد المرات: { $times }
activity-by = { $clinic } · { $time }
activity-by-me = { $time }
activity-proved = مُثبَت
activity-waiting = بالانتظار
activity-wrong = لا يطابق
activity-proved-clinic-means = وقّعته العيادة بالمفتاح الذي صنعه جهازك لهذا.
activity-proved-own-means = هو مكتوب في سجلك العام. تحقق جهازك من ذلك.
activity-waiting-means = لم يؤكده السجل العام بعد.
activity-wrong-clinic-means = هذا لا يطابق ما وُقّع. لا تثق به.
activity-wrong-own-means = السجل العام يقول غير ما دوّنه جهازك. لا تثق به.
activity-own-means = دوّنه هذا الجهاز.
activity-sentence-opened = { $clinic }: فُتح سجلك في { $time }.
activity-sentence-refused = { $clinic }: محاولة فتح سجلك رُفضت في { $time }.
activity-sentence-shown = { $clinic }: كان سجلك على الشاشة في { $time }.
activity-sentence-saved = { $clinic }: أُبلغنا بحفظ نسخة في { $time }. لا نستطيع استرجاع تلك النسخة.
activity-sentence-printed = { $clinic }: أُبلغنا بطباعة نسخة في { $time }. لا نستطيع استرجاع تلك النسخة.
activity-sentence-closed = { $clinic }: أُغلق سجلك في { $time }.
activity-sentence-asked = { $clinic }: طُلب وقت أكثر في { $time }.
activity-sentence-shared = أعطيت { $clinic } الوصول في { $time }.
activity-sentence-handed_over = سلّمت السجل إلى { $clinic } بالرمز المتحرك في { $time }.
activity-sentence-stopped = أوقفت وصول { $clinic } في { $time }.
activity-sentence-paused = علّقت وصول { $clinic } في { $time }.
activity-sentence-resumed = أعدت السماح لـ { $clinic } في { $time }.
activity-sentence-ended = انتهى وصول { $clinic } في { $time }.
activity-sentence-imported = أضفت سجلات في { $time }.
activity-someone = شخص ما
activity-folded = { $times ->
    [one] حدث مرة واحدة.
    [two] حدث مرتين خلال ربع ساعة.
    [few] حدث { $times } مرات خلال ربع ساعة.
   *[other] حدث { $times } مرة خلال ربع ساعة.
}
activity-to-grant = عرض هذا الوصول
activity-proof = الإثبات
activity-proof-of = الوصول الذي ينتمي إليه هذا
activity-proof-entry = القيد في السجل العام
activity-proof-size = عدد القيود عند الفحص
activity-proof-words = كلمات السجل العام
activity-proof-words-note = من يفحص السجل العام الآن يحصل على الكلمات الخمس نفسها.
activity-proof-checked = فُحص
activity-proof-log = السجل العام
activity-proof-save = حفظ الإثبات ملفًا
activity-saved-file = حُفظ باسم { $file }.
activity-save = حفظ هذه القائمة ملفًا
activity-log-good = فُحص السجل العام: { $when }.
activity-log-good-note = { $entries ->
    [one] قيد واحد، لم يُفقد ولم يتغير.
    [few] { $entries } قيود، لم يُفقد أو يتغير منها شيء.
   *[other] { $entries } قيدًا، لم يُفقد أو يتغير منها شيء.
}
activity-log-never = لم يُفحص السجل العام بعد.
activity-log-how = كيف يعمل هذا
activity-log-how-text = كل وصول تعطيه أو توقفه يُكتب في سجل عام. لا أسماء فيه ولا شيء عنك. يفحص جهازك أن شيئًا لم يتغير فيه أو يُحذف.
activity-log-bad = السجل العام لا يطابق ما رآه جهازك
activity-log-bad-text = ربما غيّره أحد. أوقف كل وصول وأخبرنا.
activity-alert-foreign_revocation = يقول السجل العام إن مشاركة أُوقفت، لكن هذا الجهاز لم يوقفها.
activity-alert-omitted_revocation = السجل العام لا يخبر العيادات بأن مشاركة أُوقفت. قد تستطيع عيادة أن تفتح ما لديها.
activity-alert-false_list = يخبر السجل العام العيادات بأن مشاركة أُوقفت، لكن لم يوقفها أحد.
activity-alert-forked = أظهر السجل العام تاريخين مختلفين.
activity-alert-rewritten = غيّر السجل العام أو حذف مدخلات كانت فيه من قبل.
activity-alert-shrunk = يُظهر السجل العام مدخلات أقل من قبل. قد يفعل ذلك أيضًا شخص بينك وبين السجل. جرّب شبكة أخرى.
activity-alert-lost_event = لم يعد الخادم يُظهر شيئًا حدث لمشاركة.
activity-alert-altered_event = يروي الخادم شيئًا عن مشاركة على غير ما ثبّته في السجل العام.
activity-alert-missing_root = لا يثبّت الخادم كل دقيقة في السجل العام ما يحدث للمشاركات. قد يغيّره دون أن يُلاحَظ.
activity-alert-wrong_index = أعطى السجل العام إثباتًا لموضع فيه شيء آخر.
activity-log-evidence = ما رآه جهازك محفوظ في { $file }.
activity-log-stop = إيقاف كل وصول
activity-log-stopped = يجري إيقاف كل شيء.
