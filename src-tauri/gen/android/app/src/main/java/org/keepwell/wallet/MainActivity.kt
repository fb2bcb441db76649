package org.keepwell.wallet

import android.os.Bundle
import android.view.WindowManager
import androidx.activity.enableEdgeToEdge

/** The one window of the wallet. */
class MainActivity : TauriActivity() {
  override fun onCreate(savedInstanceState: Bundle?) {
    // No screenshots, no recordings, no picture of the record among the recent apps.
    window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
    enableEdgeToEdge()
    super.onCreate(savedInstanceState)
  }
}
